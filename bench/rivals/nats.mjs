// NATS request and reply: usage: nats.mjs worker|client PORT. Nothing is stored anywhere.
import { connect } from '@nats-io/transport-node';
import { live, payload, serve } from './contender.mjs';

const [, , role, port] = process.argv;
const connection = await connect({ servers: `127.0.0.1:${port}` });

if (role === 'worker') {
  connection.subscribe('bench', {
    queue: 'workers',
    callback: (_, message) => message.respond(String(message.data.length)),
  });
  await connection.flush();
  live();
} else {
  await serve((number) => connection.request('bench', payload(number), { timeout: 60_000 }));
}
