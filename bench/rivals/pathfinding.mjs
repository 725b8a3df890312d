// npm pathfinding: at each line {"map", "finder", "queries"} on standard input it answers the queries and says how long each took.
// Its grids are for one search; instead of cloning one for each query (which takes longer than many a search) its nodes are reset,
// outside the measured time.
import fs from 'node:fs';
import readline from 'node:readline';
import PF from 'pathfinding';

const options = { diagonalMovement: PF.DiagonalMovement.OnlyWhenNoObstacles, heuristic: PF.Heuristic.octile };
const finders = { 'npm A*': new PF.AStarFinder(options), 'npm jump point': new PF.JumpPointFinder(options) };
let loaded = { map: null, grid: null };

function load(map) {
  if (loaded.map !== map) {
    const rows = fs.readFileSync(map, 'utf8').split(/\r?\n/).slice(4).filter((row) => row.length > 0);
    loaded = { map, grid: new PF.Grid(rows.map((row) => [...row].map((c) => ('.GS'.includes(c) ? 0 : 1)))) };
  }
  return loaded.grid;
}

function reset(grid) {
  for (const row of grid.nodes) {
    for (const node of row) {
      node.opened = undefined;
      node.closed = undefined;
      node.tested = undefined;
      node.parent = undefined;
      node.g = node.h = node.f = 0;
    }
  }
}

console.log(JSON.stringify({ ready: true }));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { map, finder, queries } = JSON.parse(line);
  const grid = load(map);
  const micros = [];
  const lengths = [];
  for (const [startX, startY, goalX, goalY] of queries) {
    reset(grid);
    const start = process.hrtime.bigint();
    const path = finders[finder].findPath(startX, startY, goalX, goalY, grid);
    micros.push(Number(process.hrtime.bigint() - start) / 1000);
    lengths.push(PF.Util.pathLength(path));
  }
  console.log(JSON.stringify({ micros, lengths }));
}
