// npm three-mesh-bvh: answers the same lines as bench/raytracing/embree.cpp ("build TIMES", "closest SET SECONDS", "occluded SET SECONDS",
// "hits SET FILE", "blocked SET FILE") about the same scene file, on one thread.
import fs from 'node:fs';
import readline from 'node:readline';
import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from 'three';
import { MeshBVH, SAH } from 'three-mesh-bvh';

const bytes = fs.readFileSync(process.argv[2]);
const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
let at = 0;
const int = () => new DataView(data).getInt32((at += 4) - 4, true);
const floats = (count) => new Float32Array(data, (at += 4 * count) - 4 * count, count);

const vertices = int();
const triangles = int();
const positions = floats(3 * vertices);
const indices = new Uint32Array(data, (at += 12 * triangles) - 12 * triangles, 3 * triangles);
const sets = Array.from({ length: int() }, () => floats(8 * int()));

// Indirect: triangles keep their numbers.
let tree;
function build() {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setIndex(new BufferAttribute(indices.slice(), 1));
  const start = process.hrtime.bigint();
  tree = new MeshBVH(geometry, { strategy: SAH, indirect: true });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const ray = new Ray(new Vector3(), new Vector3());
function trace(rays, i) {
  const length = Math.hypot(rays[i + 3], rays[i + 4], rays[i + 5]);
  ray.origin.set(rays[i], rays[i + 1], rays[i + 2]);
  ray.direction.set(rays[i + 3] / length, rays[i + 4] / length, rays[i + 5] / length);
  const hit = tree.raycastFirst(ray, DoubleSide, rays[i + 6] * length, rays[i + 7] * length);
  return hit ? [hit.faceIndex, hit.distance / length] : null;
}

function rate(rays, seconds) {
  const start = process.hrtime.bigint();
  let done = 0;
  let elapsed = 0;
  while (elapsed < seconds) {
    for (let n = 0; n < 1024; n++) trace(rays, (8 * done++) % rays.length);
    elapsed = Number(process.hrtime.bigint() - start) / 1e9;
  }
  return done / elapsed / 1e6;
}

function write(rays, file, blocked) {
  const out = Buffer.alloc(rays.length);
  for (let i = 0; i < rays.length; i += 8) {
    const hit = trace(rays, i);
    out.writeInt32LE(blocked ? (hit ? 1 : 0) : (hit ? hit[0] : -1), i);
    out.writeFloatLE(hit ? hit[1] : 0, i + 4);
  }
  fs.writeFileSync(file, out);
  return 0;
}

build();
console.log(JSON.stringify({ ready: true }));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [what, number, last] = line.split(' ');
  let value;
  if (what === 'build') {
    const times = Array.from({ length: Number(number) }, build).sort((a, b) => a - b);
    value = times[times.length >> 1];
  } else if (what === 'hits' || what === 'blocked') {
    value = write(sets[number], last, what === 'blocked');
  } else {
    value = rate(sets[number], Number(last));
  }
  console.log(JSON.stringify({ value }));
}
