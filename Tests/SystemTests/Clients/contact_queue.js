// Asks a kaad for its contact queue and its register, several clients at once: k6, which calls as Go does.
// Usage: KAAD_TOKEN=... k6 run -e KAAD=HOST:PORT -e DAY=YYYY-MM-DD [-e CERTIFICATE=FILE] contact_queue.js

import { check } from 'k6';
import { Counter } from 'k6/metrics';
import grpc from 'k6/net/grpc';

const certificate = __ENV.CERTIFICATE ? open(__ENV.CERTIFICATE) : null;
const metadata = { authorization: `Bearer ${__ENV.KAAD_TOKEN}` };
const client = new grpc.Client();
const rows = new Counter('register_rows');
const failures = new Counter('failed_streams');

export const options = {
    scenarios: {
        // The streams of an iteration end after it, and are awaited.
        all: { executor: 'per-vu-iterations', vus: 4, iterations: 10, maxDuration: '2m', gracefulStop: '30s' },
    },
    thresholds: {
        checks: ['rate==1'],
        failed_streams: ['count==0'],
        register_rows: ['count>=120'],
        grpc_req_duration: ['p(95)<5000'],
    },
};

function connect() {
    const tls = certificate ? { tls: { cacerts: [certificate] } } : { plaintext: true };
    client.connect(__ENV.KAAD, { reflect: true, timeout: '30s', ...tls });
}

// k6 keeps one list of message types for all its clients, and panics when two of them add the same type at once.
export function setup() {
    connect();
    client.close();
}

export default function () {
    if (__ITER === 0) {
        connect();
    }
    const answer = client.invoke('kaa.outreach.v1.OutreachService/ListContactQueue', { page_size: 2 }, { metadata });
    check(answer, {
        'the queue is answered': (r) => r && r.status === grpc.StatusOK,
        'a page has its size': (r) => r && r.message && r.message.entries.length === 2,
    });
    const refused = client.invoke('kaa.outreach.v1.OutreachService/ListContactQueue', {}, {});
    check(refused, { 'nobody is let in without a token': (r) => r && r.status === grpc.StatusUnauthenticated });

    const stream = new grpc.Stream(client, 'kaa.outreach.v1.RegisterService/ExportRegister', { metadata });
    stream.on('data', (page) => rows.add(page.entries.length));
    stream.on('error', () => failures.add(1));
    stream.write({ as_of: __ENV.DAY });
    stream.end();
}
