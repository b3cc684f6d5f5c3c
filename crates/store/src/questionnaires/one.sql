select questionnaire.questionnaire_id, questionnaire.code, questionnaire.place_path, questionnaire.created_by, questionnaire_version.questionnaire_version_id,
       questionnaire_version.number, questionnaire_version.stage, questionnaire_version.revision, questionnaire_version.offered,
       questionnaire_version.right_until, questionnaire_version.edited_by, questionnaire_version.edited_at, questionnaire_version.tested_by,
       questionnaire_version.tested_at, questionnaire_version.released_by, questionnaire_version.released_at, questionnaire_version.withdrawn_by,
       questionnaire_version.withdrawn_at, questionnaire_version.reason, questionnaire_version.name, questionnaire_version.draft, questionnaire_version.files
from questionnaire_version
join questionnaire on questionnaire.questionnaire_id = questionnaire_version.questionnaire_id
where questionnaire_version.questionnaire_version_id = $1
