// NATS JetStream: usage: jetstream.mjs worker|client PORT
// The client publishes into a work queue stream on disk and waits for both the stream's acknowledgement and the answer.
// The worker consumes, answers over plain NATS (so the answer itself is not stored) and acknowledges, which removes the job.
import { connect, headers } from '@nats-io/transport-node';
import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { live, payload, serve } from './contender.mjs';

const [, , role, port] = process.argv;
const connection = await connect({ servers: `127.0.0.1:${port}` });

if (role === 'worker') {
  const manager = await jetstreamManager(connection);
  await manager.streams.add({
    name: 'BENCH',
    subjects: ['bench.jobs'],
    storage: StorageType.File,
    retention: RetentionPolicy.Workqueue,
  });
  await manager.consumers.add('BENCH', { durable_name: 'workers', ack_policy: AckPolicy.Explicit, max_ack_pending: 10_000 });
  const consumer = await jetstream(connection).consumers.get('BENCH', 'workers');
  await consumer.consume({
    max_messages: 1_000,
    callback: (message) => {
      connection.publish(message.headers.get('Answer-To'), String(message.data.length));
      message.ack();
    },
  });
  live();
} else {
  const client = jetstream(connection, { timeout: 60_000 });
  const inbox = `bench.answers.${process.pid}`;
  const waiting = new Map();
  connection.subscribe(`${inbox}.*`, {
    callback: (_, message) => {
      const number = message.subject.slice(inbox.length + 1);
      waiting.get(number)?.();
      waiting.delete(number);
    },
  });
  await connection.flush();
  await serve((number) => {
    const answer = new Promise((resolve) => waiting.set(String(number), resolve));
    const to = headers();
    to.set('Answer-To', `${inbox}.${number}`);
    return Promise.all([client.publish('bench.jobs', payload(number), { headers: to }), answer]);
  });
}
