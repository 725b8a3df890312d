// BullMQ: usage: bullmq.mjs worker|client PORT
// The client adds a job and waits for its completed event, which carries what the worker returned. The id is chosen
// before adding, so that the event can't come before somebody waits for it; that saves the extra reads of
// waitUntilFinished. Finished jobs are removed: the least that BullMQ can do.
import { Queue, QueueEvents, Worker } from 'bullmq';
import { live, payload, serve } from './contender.mjs';

const [, , role, port] = process.argv;
const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };

if (role === 'worker') {
  const worker = new Worker('bench', async (job) => job.data.payload.length, {
    connection,
    concurrency: 256,
    removeOnComplete: { count: 0 },
  });
  await worker.waitUntilReady();
  live();
} else {
  const queue = new Queue('bench', { connection });
  const events = new QueueEvents('bench', { connection });
  await queue.waitUntilReady();
  await events.waitUntilReady();
  const waiting = new Map();
  events.on('completed', ({ jobId, returnvalue }) => {
    waiting.get(jobId)?.(returnvalue);
    waiting.delete(jobId);
  });
  const run = process.pid;
  await serve((number) => {
    const jobId = `j${run}-${number}`;
    const result = new Promise((resolve) => waiting.set(jobId, resolve));
    return Promise.all([queue.add('noop', { payload: payload(number) }, { jobId }), result]);
  });
}
