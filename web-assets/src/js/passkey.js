// Makes and uses passkeys: the page carries the question of the server, the browser asks its authenticator, a plain form brings the answer back.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withId = (known) => ({ ...known, id: bytes(known.id) });
  const say = (shown) => {
    for (const line of form.querySelectorAll("[data-passkey-said]")) line.hidden = line.dataset.passkeySaid !== shown;
  };

  const make = async (asked) => {
    asked.challenge = bytes(asked.challenge);
    asked.user.id = bytes(asked.user.id);
    asked.excludeCredentials = (asked.excludeCredentials ?? []).map(withId);
    const made = await navigator.credentials.create({ publicKey: asked });
    const { attestationObject, clientDataJSON } = made.response;
    const transports = made.response.getTransports?.() ?? [];
    return { made, response: { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON), transports } };
  };

  const use = async (asked) => {
    asked.challenge = bytes(asked.challenge);
    asked.allowCredentials = (asked.allowCredentials ?? []).map(withId);
    const made = await navigator.credentials.get({ publicKey: asked });
    const { authenticatorData, clientDataJSON, signature, userHandle } = made.response;
    const response = { authenticatorData: text(authenticatorData), clientDataJSON: text(clientDataJSON), signature: text(signature) };
    if (userHandle) response.userHandle = text(userHandle);
    return { made, response };
  };

  form.hidden = false;
  for (const line of document.querySelectorAll("[data-passkey-without]")) line.hidden = true;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    say("wait");
    try {
      const { publicKey } = JSON.parse(form.dataset.passkey);
      const { made, response } = await (form.dataset.passkeyMake === undefined ? use(publicKey) : make(publicKey));
      form.elements.credential.value = JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, extensions: {}, response });
      form.submit();
    } catch {
      // the person broke off, or the authenticator refused: the page can be used again
      say("again");
    }
  });
})();
