// npm simplex-noise: at each line "SIZE OCTAVES FEATURE_SIZE" on standard input it fills SIZE x SIZE heights with that many octaves
// of 2D simplex noise, as its README does, and answers with one line of JSON.
import readline from 'node:readline';
import { createNoise2D } from 'simplex-noise';

let state = 42;
const noise2D = createNoise2D(() => (state = (state * 16807) % 2147483647) / 2147483647);

console.log(JSON.stringify({ ready: true }));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [size, octaves, featureSize] = line.split(' ').map(Number);
  const heights = new Float32Array(size * size);
  const start = process.hrtime.bigint();
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      let amplitude = 1;
      let frequency = 1 / featureSize;
      for (let octave = 0; octave < octaves; octave++) {
        sum += amplitude * noise2D(x * frequency, y * frequency);
        amplitude *= 0.5;
        frequency *= 2;
      }
      heights[y * size + x] = sum;
    }
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(JSON.stringify({ seconds, last: heights[heights.length - 1] }));
}
