/** What a page does with its transports when it is in a hurry, in milliseconds or megabytes a second. */
const PROMPTS = '/v1/chat/completions';
const LANES = 6;
const prompt = JSON.stringify({
  model: 'hurry',
  stream: true,
  messages: [{ role: 'user', content: 'A question of some length, as people ask them.' }],
});
/** What apps send all day long. */
const update = JSON.stringify({ id: 17, title: 'A title', done: false, tags: ['a', 'b'] });

const timed = async (work) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

const speed = async (bytes, work) => bytes / 1_000 / (await timed(work));

const ended = (target, name = 'loadend') =>
  new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));

const composer = () => {
  const field = document.createElement('textarea');
  document.body.append(field);
  field.focus();
  return field;
};

const heard = [];
const hear = ({ timeStamp }) => heard.push(performance.now() - timeStamp);

const lanes = (times, one) =>
  timed(async () => {
    let left = times;
    const lane = async () => {
      while (left > 0) {
        left -= 1;
        await one();
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  });

const post = (url, body) => {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', url);
  const over = ended(xhr);
  xhr.send(body);
  return { xhr, over };
};

const connected = async (path) => {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${path}`);
  socket.binaryType = 'arraybuffer';
  await ended(socket, 'open');
  return socket;
};

const idle = () => new Promise((resolve) => requestIdleCallback(resolve));

/** Nobody asks again before the last answer is dealt with: resolves when the page has been idle. */
const rested = async () => {
  for (let idleSince = performance.now(); performance.now() - idleSince < 500;) {
    const pause = await idle();
    if (pause.timeRemaining() < 10) idleSince = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

window.hurry = {
  rested,

  /** From the call to the answer's first bytes, on average of as many one after the other. */
  async firstByte(times) {
    let sum = 0;
    for (let round = 0; round < times; round += 1) {
      let reader;
      sum += await timed(async () => {
        const { body } = await fetch(PROMPTS, { method: 'POST', body: prompt });
        reader = body.getReader();
        await reader.read();
      });
      while (!(await reader.read()).done);
      await rested();
    }
    return sum / times;
  },

  fetchStream: (bytes) =>
    speed(bytes, async () => {
      const { body } = await fetch(`${PROMPTS}?bytes=${bytes}`, { method: 'POST', body: prompt });
      const reader = body.getReader();
      while (!(await reader.read()).done);
    }),

  xhrStream: (bytes) =>
    speed(bytes, async () => {
      const { xhr, over } = post(`${PROMPTS}?bytes=${bytes}`, prompt);
      let seen = 0;
      xhr.onprogress = () => {
        seen += xhr.responseText.slice(seen).length;
      };
      await over;
    }),

  async socketStream(bytes) {
    const socket = new WebSocket(
      `${location.origin.replace('http', 'ws')}/socket/flood?bytes=${bytes}`,
    );
    socket.binaryType = 'arraybuffer';
    let seen = 0;
    socket.onmessage = ({ data }) => {
      seen += data.byteLength;
    };
    await ended(socket, 'open');
    return speed(bytes, () => ended(socket, 'close'));
  },

  fetches: (times) =>
    lanes(times, async () => (await fetch('/echo', { method: 'POST', body: update })).json()),

  xhrs: (times) =>
    lanes(times, async () => {
      const { xhr, over } = post('/echo', update);
      await over;
      JSON.parse(xhr.responseText);
    }),

  async roundTrips(times) {
    const socket = await connected('/socket/echo');
    const took = await timed(async () => {
      for (let round = 0; round < times; round += 1) {
        const back = ended(socket, 'message');
        socket.send(update);
        await back;
      }
    });
    socket.close();
    return took;
  },

  /** Events that a script makes up, and text that comes in as the browser's own. */
  inputs(times) {
    const field = composer();
    const madeUp = () => [
      new KeyboardEvent('keydown', { code: 'KeyA', bubbles: true }),
      new KeyboardEvent('keyup', { code: 'KeyA', bubbles: true }),
      new PointerEvent('pointermove', { bubbles: true }),
      new PointerEvent('pointerdown', { bubbles: true }),
      new MouseEvent('click', { bubbles: true }),
      new InputEvent('input', { inputType: 'insertText', data: 'a', bubbles: true }),
    ];
    return timed(async () => {
      for (let left = times; left > 0;) {
        for (const event of madeUp()) field.dispatchEvent(event);
        document.execCommand('insertText', false, 'a');
        left -= madeUp().length + 1;
      }
      field.remove();
    });
  },

  /** From now on what a driver presses is heard, as late as a page can. */
  hearKeys() {
    composer();
    heard.length = 0;
    for (const name of ['keydown', 'keyup']) window.addEventListener(name, hear);
  },

  /** How long after its stamp a key was heard, in milliseconds, on average. */
  heardKeys() {
    for (const name of ['keydown', 'keyup']) window.removeEventListener(name, hear);
    for (const field of document.querySelectorAll('textarea')) field.remove();
    if (heard.length === 0) throw new Error('No key was heard.');
    return heard.reduce((sum, late) => sum + late, 0) / heard.length;
  },
};
