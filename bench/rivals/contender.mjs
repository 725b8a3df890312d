// What every rival's client has in common: it obeys lines "WINDOW SECONDS" on standard input, keeps WINDOW round trips in
// flight for SECONDS and answers with one line of JSON. The load generator of the grid (src/P2C2R.Cli/Bench) does the same.
import readline from 'node:readline';

/** The same payload for all contenders: this many bytes, of which the first are the job's number, so that no two are alike. */
export const payloadBytes = Number(process.env.PAYLOAD_BYTES ?? 64);

export function payload(number) {
  return String(number).padEnd(payloadBytes, '.');
}

/** Measures `roundTrip(number)`, which resolves when the client has the result, as often as it is told to. */
export async function serve(roundTrip) {
  let number = 0;
  console.log(JSON.stringify({ ready: true }));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [window, seconds] = line.split(' ').map(Number);
    const micros = [];
    const start = process.hrtime.bigint();
    const end = start + BigInt(Math.round(seconds * 1e9));
    const lane = async () => {
      for (let now = process.hrtime.bigint(); now < end;) {
        await roundTrip(number++);
        const then = process.hrtime.bigint();
        micros.push(Number(then - now) / 1000);
        now = then;
      }
    };
    await Promise.all(Array.from({ length: window }, lane));
    const elapsed = Number(process.hrtime.bigint() - start) / 1e9;
    micros.sort((a, b) => a - b);
    const at = (fraction) => micros[Math.min(micros.length - 1, Math.floor(micros.length * fraction))];
    console.log(JSON.stringify({ tasks: micros.length, seconds: elapsed, p50_ms: at(0.5) / 1000, p99_ms: at(0.99) / 1000 }));
  }
  process.exit(0);
}

/** A worker lives until its standard input ends: nothing is left running when the benchmark goes. */
export function live() {
  console.log(JSON.stringify({ ready: true }));
  process.stdin.on('end', () => process.exit(0)).resume();
}
