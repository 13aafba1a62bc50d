// Files that the pages of a course show.

export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const CAPTIONS = 'WEBVTT\n\n00:00.000 --> 00:01.000\nThe sea comes.\n';

/** A short film, recorded of a canvas. */
export async function film(page) {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((done) => { recorder.onstop = done; });
    recorder.start();
    for (let at = 0; at < 12; at += 1) {
      pen.fillStyle = at % 2 ? 'navy' : 'teal';
      pen.fillRect(0, 0, 64, 48);
      await new Promise((done) => { setTimeout(done, 40); });
    }
    recorder.stop();
    await ended;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
  return Buffer.from(base64, 'base64');
}
