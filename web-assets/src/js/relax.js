// A quiet place to look around in: sky, hills and water that a shader draws, without any file from elsewhere. Drag, arrow keys, buttons or the
// movement of the phone turn the view; a headset only where the browser has one. Without WebGL the breathing circle of the page stays.
(() => {
  const box = document.querySelector("[data-relax]");
  const plain = document.querySelector("[data-relax-plain]");
  if (!box) return;
  const canvas = box.querySelector("canvas");
  const gl = canvas.getContext("webgl", { xrCompatible: true, antialias: false });
  if (!gl) return;

  const vertex = "attribute vec2 at; varying vec2 place; void main() { place = at; gl_Position = vec4(at, 0.0, 1.0); }";
  const fragment = `
    precision highp float;
    varying vec2 place;
    uniform vec4 sides;   // tangents: left, right, down, up
    uniform vec4 turned;  // where the head looks, as a quaternion
    uniform float breath; // 0 breathed out, 1 breathed in
    uniform float time;   // seconds
    float chance(vec2 at) { return fract(sin(dot(at, vec2(127.1, 311.7))) * 43758.5453); }
    float soft(vec2 at) {
      vec2 cell = floor(at), part = fract(at);
      part = part * part * (3.0 - 2.0 * part);
      float low = mix(chance(cell), chance(cell + vec2(1.0, 0.0)), part.x);
      float high = mix(chance(cell + vec2(0.0, 1.0)), chance(cell + vec2(1.0, 1.0)), part.x);
      return mix(low, high, part.y);
    }
    // the way round is closed: noise is taken on a circle
    float ridge(vec2 way, float rough) { return soft(way * rough) * 0.6 + soft(way * rough * 2.3 + 7.0) * 0.3 + soft(way * rough * 5.1 + 3.0) * 0.1; }
    vec3 sky(vec3 ray) {
      float up = clamp(ray.y, 0.0, 1.0);
      vec3 colour = mix(vec3(0.98, 0.86, 0.72), vec3(0.42, 0.62, 0.70), pow(up, 0.55));
      vec3 sun = normalize(vec3(0.0, 0.16, -1.0));
      float near = max(dot(ray, sun), 0.0);
      colour += vec3(1.0, 0.82, 0.55) * pow(near, mix(420.0, 90.0, breath)) * 0.9;
      colour += vec3(0.9, 0.6, 0.4) * pow(near, 9.0) * mix(0.12, 0.30, breath);
      float cloud = soft(ray.xz / (up + 0.18) * 1.6 + vec2(time * 0.01, 0.0)) * soft(ray.xz / (up + 0.18) * 3.1);
      return mix(colour, vec3(1.0, 0.96, 0.92), smoothstep(0.30, 0.62, cloud) * smoothstep(0.02, 0.25, up) * 0.6);
    }
    vec3 land(vec3 ray) {
      vec3 colour = sky(ray);
      vec2 way = normalize(ray.xz);
      float tall = ray.y / max(length(ray.xz), 0.001);
      for (int row = 0; row < 3; row++) {
        float far = float(2 - row) / 2.0;
        float top = mix(0.05, 0.17, far) * (0.35 + ridge(way * mix(2.6, 1.4, far) + float(row) * 9.0, 1.7));
        vec3 hill = mix(vec3(0.18, 0.36, 0.36), vec3(0.62, 0.70, 0.70), far);
        colour = mix(colour, hill, smoothstep(top + 0.004, top - 0.004, tall));
      }
      return colour;
    }
    void main() {
      vec2 half_way = place * 0.5 + 0.5;
      vec3 ray = normalize(vec3(mix(sides.x, sides.y, half_way.x), mix(sides.z, sides.w, half_way.y), -1.0));
      vec3 axis = turned.xyz;
      ray += 2.0 * cross(axis, cross(axis, ray) + turned.w * ray);
      vec3 colour;
      if (ray.y >= 0.0) {
        colour = land(ray);
      } else {
        vec2 flat_at = ray.xz / max(-ray.y, 0.01);
        float wave = (soft(flat_at * 1.2 + vec2(0.0, time * 0.35)) - 0.5) * 0.05 + (soft(flat_at * 4.0 - vec2(time * 0.25, 0.0)) - 0.5) * 0.02;
        vec3 back = normalize(vec3(ray.x, max(-ray.y + wave, 0.002), ray.z));
        float seen = mix(0.75, 0.25, clamp(-ray.y * 1.3, 0.0, 1.0));
        colour = mix(vec3(0.13, 0.33, 0.36), land(back), seen);
      }
      gl_FragColor = vec4(colour, 1.0);
    }`;

  const compiled = (kind, source) => {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    return shader;
  };
  const program = gl.createProgram();
  gl.attachShader(program, compiled(gl.VERTEX_SHADER, vertex));
  gl.attachShader(program, compiled(gl.FRAGMENT_SHADER, fragment));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return;
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const spot = gl.getAttribLocation(program, "at");
  gl.enableVertexAttribArray(spot);
  gl.vertexAttribPointer(spot, 2, gl.FLOAT, false, 0, 0);
  const at = (name) => gl.getUniformLocation(program, name);
  const [sides, turned, breath, time] = ["sides", "turned", "breath", "time"].map(at);

  box.hidden = false;
  if (plain) plain.hidden = true;
  const pace = box.querySelector(".xq-scene-pace");
  const rest = box.querySelector("[data-rest]");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  // four seconds in, six seconds out, as the page of breathing has it
  const inS = 4;
  const outS = 6;
  let still = calm.matches;
  let yaw = 0;
  let pitch = 0.06;
  let asked = 0;
  let headset = null;

  const breathed = (seconds) => {
    const now = seconds % (inS + outS);
    const share = now < inS ? now / inS : 1 - (now - inS) / outS;
    return [0.5 - 0.5 * Math.cos(Math.PI * share), now < inS];
  };
  const paint = (seconds) => {
    const [full, isIn] = still ? [0.5, true] : breathed(seconds);
    gl.uniform1f(breath, full);
    gl.uniform1f(time, still ? 0 : seconds);
    pace.textContent = still ? "" : isIn ? box.dataset.in : box.dataset.out;
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };
  const draw = (moment) => {
    asked = 0;
    if (headset) return;
    const scale = Math.min(window.devicePixelRatio || 1, 1.5);
    const [wide, high] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    gl.viewport(0, 0, wide, high);
    const tall = Math.tan(0.55);
    const broad = (tall * wide) / Math.max(high, 1);
    gl.uniform4f(sides, -broad, broad, -tall, tall);
    const [cy, sy, cp, sp] = [Math.cos(yaw / 2), Math.sin(yaw / 2), Math.cos(pitch / 2), Math.sin(pitch / 2)];
    gl.uniform4f(turned, cy * sp, sy * cp, -sy * sp, cy * cp);
    paint(moment / 1000);
    if (!still && !document.hidden) ask();
  };
  const ask = () => {
    if (!asked && !headset) asked = requestAnimationFrame(draw);
  };
  const look = (right, up) => {
    yaw -= right;
    pitch = Math.max(-1.2, Math.min(1.2, pitch + up));
    ask();
  };

  const restNow = (isStill) => {
    still = isStill;
    rest.setAttribute("aria-pressed", String(still));
    rest.textContent = still ? box.dataset.goOn : box.dataset.pause;
    ask();
  };
  rest.addEventListener("click", () => restNow(!still));
  calm.addEventListener("change", () => restNow(calm.matches));
  for (const button of box.querySelectorAll("[data-turn]")) {
    button.addEventListener("click", () => look(0.35 * Number(button.dataset.turn), 0));
  }
  const keys = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, 0.08], ArrowDown: [0, -0.08] };
  canvas.addEventListener("keydown", (event) => {
    const step = keys[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    look(...step);
  });
  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    held = [event.clientX, event.clientY];
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return;
    look((held[0] - event.clientX) / 300, (event.clientY - held[1]) / 300);
    held = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { held = null; });
  document.addEventListener("visibilitychange", ask);
  new ResizeObserver(ask).observe(canvas);

  const tilt = box.querySelector("[data-tilt]");
  const orientation = window.DeviceOrientationEvent;
  if (orientation && window.isSecureContext && window.matchMedia("(pointer: coarse)").matches) {
    tilt.hidden = false;
    let last = null;
    tilt.addEventListener("click", async () => {
      if (orientation.requestPermission && (await orientation.requestPermission().catch(() => "denied")) !== "granted") return;
      tilt.hidden = true;
      window.addEventListener("deviceorientation", (event) => {
        if (event.alpha === null) return;
        const now = [event.alpha, event.beta];
        if (last) {
          const round = ((now[0] - last[0] + 540) % 360) - 180;
          look((-round * Math.PI) / 180, ((now[1] - last[1]) * Math.PI) / 180);
        }
        last = now;
      });
    });
  }

  const enter = box.querySelector("[data-headset]");
  const inHeadset = async () => {
    const session = await navigator.xr.requestSession("immersive-vr");
    await gl.makeXRCompatible();
    const layer = new XRWebGLLayer(session, gl);
    session.updateRenderState({ baseLayer: layer });
    const space = await session.requestReferenceSpace("local");
    headset = session;
    session.addEventListener("end", () => {
      headset = null;
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      ask();
    });
    const frame = (moment, shown) => {
      if (!headset) return;
      session.requestAnimationFrame(frame);
      const pose = shown.getViewerPose(space);
      if (!pose) return;
      gl.bindFramebuffer(gl.FRAMEBUFFER, layer.framebuffer);
      for (const view of pose.views) {
        const { x, y, width, height } = layer.getViewport(view);
        gl.viewport(x, y, width, height);
        const lens = view.projectionMatrix;
        gl.uniform4f(sides, (lens[8] - 1) / lens[0], (lens[8] + 1) / lens[0], (lens[9] - 1) / lens[5], (lens[9] + 1) / lens[5]);
        const head = view.transform.orientation;
        gl.uniform4f(turned, head.x, head.y, head.z, head.w);
        paint(moment / 1000);
      }
    };
    session.requestAnimationFrame(frame);
  };
  if (navigator.xr) {
    navigator.xr.isSessionSupported("immersive-vr").then((there) => { enter.hidden = !there; }, () => {});
    enter.addEventListener("click", () => inHeadset().catch(() => { enter.hidden = true; }));
  }
  restNow(still);
})();
