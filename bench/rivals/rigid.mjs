// Engines in WebAssembly on a scene of ./p2c2r bench rigid: node rigid.mjs ENGINE SCENE STEPS. Prints milliseconds a step, of all and of
// the second half, and where bodies got. Their own defaults, with friction 0.6, 60 Hz and nothing allowed to sleep.
import fs from 'node:fs';

const [, , engine, scene, stepCount] = process.argv;
const steps = Number(stepCount);
const shapes = [];
const bodies = [];
for (const line of fs.readFileSync(scene, 'utf8').split('\n').filter((l) => l.length > 0)) {
  const words = line.split(' ');
  const numbers = words.map(Number);
  if (words[0] === 'body') bodies.push({ shape: numbers[1], fixed: numbers[2] === 1, at: numbers.slice(3, 6) });
  else if (words[1] === 'box') shapes.push({ half: numbers.slice(2, 5) });
  else shapes.push({ points: numbers.slice(3) });
}

async function rapier(name) {
  const { default: R } = await import(name);
  await R.init();
  const world = new R.World({ x: 0, y: -9.81, z: 0 });
  world.timestep = 1 / 60;
  const placed = bodies.map((b) => {
    const description = (b.fixed ? R.RigidBodyDesc.fixed() : R.RigidBodyDesc.dynamic()).setTranslation(...b.at).setCanSleep(false);
    const body = world.createRigidBody(description);
    const shape = shapes[b.shape];
    const collider = shape.half ? R.ColliderDesc.cuboid(...shape.half) : R.ColliderDesc.convexHull(new Float32Array(shape.points));
    world.createCollider(collider.setFriction(0.6).setDensity(1), body);
    return body;
  });
  return { step: () => world.step(), at: (i) => { const t = placed[i].translation(); return [t.x, t.y, t.z]; } };
}

async function jolt() {
  const { default: initialise } = await import('jolt-physics');
  const J = await initialise();
  const settings = new J.JoltSettings();
  settings.mMaxBodies = 10240;
  settings.mMaxBodyPairs = 65536;
  settings.mMaxContactConstraints = 20480; // more than the build's memory for a step has room for fails
  const pairs = new J.ObjectLayerPairFilterTable(2);
  pairs.EnableCollision(0, 1);
  pairs.EnableCollision(1, 1);
  const layers = new J.BroadPhaseLayerInterfaceTable(2, 2);
  layers.MapObjectToBroadPhaseLayer(0, new J.BroadPhaseLayer(0));
  layers.MapObjectToBroadPhaseLayer(1, new J.BroadPhaseLayer(1));
  settings.mObjectLayerPairFilter = pairs;
  settings.mBroadPhaseLayerInterface = layers;
  settings.mObjectVsBroadPhaseLayerFilter = new J.ObjectVsBroadPhaseLayerFilterTable(layers, 2, pairs, 2);
  const interfaceOfAll = new J.JoltInterface(settings);
  const system = interfaceOfAll.GetPhysicsSystem();
  system.SetGravity(new J.Vec3(0, -9.81, 0));
  const world = system.GetBodyInterface();
  const made = shapes.map((s) => {
    if (s.half) return new J.BoxShape(new J.Vec3(...s.half), 0.02);
    const hull = new J.ConvexHullShapeSettings();
    for (let i = 0; i < s.points.length; i += 3) hull.mPoints.push_back(new J.Vec3(s.points[i], s.points[i + 1], s.points[i + 2]));
    return hull.Create().Get();
  });
  const placed = bodies.map((b) => {
    const description = new J.BodyCreationSettings(made[b.shape], new J.RVec3(...b.at), new J.Quat(0, 0, 0, 1), b.fixed ? J.EMotionType_Static : J.EMotionType_Dynamic, b.fixed ? 0 : 1);
    description.mFriction = 0.6;
    description.mAllowSleeping = false;
    const body = world.CreateBody(description);
    world.AddBody(body.GetID(), b.fixed ? J.EActivation_DontActivate : J.EActivation_Activate);
    J.destroy(description);
    return body;
  });
  system.OptimizeBroadPhase();
  return { step: () => interfaceOfAll.Step(1 / 60, 1), at: (i) => { const p = placed[i].GetPosition(); return [p.GetX(), p.GetY(), p.GetZ()]; } };
}

const world = await (engine === 'jolt' ? jolt() : rapier(engine === 'rapier' ? '@dimforge/rapier3d-compat' : '@dimforge/rapier3d-simd-compat'));
let total = 0;
let late = 0;
for (let i = 0; i < steps; i++) {
  const start = process.hrtime.bigint();
  world.step();
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  total += ms;
  if (i >= Math.floor(steps / 2)) late += ms;
}
let farthest = 0;
bodies.forEach((b, i) => { farthest = Math.max(farthest, Math.hypot(...world.at(i).map((v, k) => v - b.at[k]))); });
const last = bodies.length - 1;
console.log(JSON.stringify({ ms: total / steps, late_ms: late / (steps - Math.floor(steps / 2)), drop: bodies[last].at[1] - world.at(last)[1], farthest }));
