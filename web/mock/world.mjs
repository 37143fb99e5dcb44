import { cast, rules } from './cast.mjs';

/** Targets whose values wander, that fail now and then, and the alerts that follow from it. Speaks the server's contract. */

const troubles = {
    api: [
        ['timeout', 'no answer within 3 s (connected to 192.0.2.7:443 after 18 ms; nothing received)'],
        ['expectation', 'status is 503, expected 200-299'],
        ['dns', 'shop.example has no address (NXDOMAIN from 10.0.0.2)'],
        ['tls', 'certificate of shop.example expired 2 days ago; renew it'],
    ],
    database: [
        ['connection', 'connection to db.internal:5432 refused; is the server running?'],
        ['authentication', 'password authentication failed for user "monitor"'],
    ],
    file: [['missing', 'no file at this path; the last one was seen at 1.2 MB']],
};

const historyLength = 300_000;
const shuffle = (list) => list[Math.floor(Math.random() * list.length)];

export class World {
    targets = [];
    alerts = new Map();
    listeners = new Set();

    /** @param scene `calm`: all is well; `rough`: some targets fail; `normal`: a few do. */
    constructor(size, scene) {
        this.failing = { calm: 0, normal: 0.07, rough: 0.3 }[scene] ?? 0.07;
        const now = Date.now();
        for (const one of cast(size)) {
            const target = { ...one, state: 'pending', status: 'pending', since: now, history: [], results: [] };
            target.trouble = Math.random() < this.failing ? shuffle(troubles[one.source]) : null;
            if (scene === 'rough' && one.name === 'search') target.trouble = troubles.api[1];
            target.slow = Math.random() < this.failing * 1.5;
            this.targets.push(target);
            if (scene !== 'calm' && one.name === 'geo') continue;
            for (let at = now - historyLength + Math.random() * 4000; at < now; at += target.interval) {
                // A while ago the server was not running: a hole in every line.
                if (at < now - 150_000 && at > now - 185_000) continue;
                this.run(target, at, at > now - (target.name.length % 7) * 20_000 - 30_000);
            }
            setTimeout(() => this.loop(target), Math.random() * target.interval);
        }
    }

    loop(target) {
        if (this.failing > 0 && Math.random() < 0.002)
            target.trouble = target.trouble ? null : shuffle(troubles[target.source]);
        this.run(target, Date.now(), true);
        this.tell({ type: 'target', data: this.view(target, false) });
        setTimeout(() => this.loop(target), target.interval).unref();
    }

    run(target, at, mayFail) {
        const wander = { api: 0.16, database: 0.05, file: 0.004 }[target.source];
        target.level *= 1 + (Math.random() - 0.5) * wander * 2;
        if (target.source === 'api')
            target.level = Math.min(target.slow ? 640 : 270, Math.max(target.slow ? 310 : 12, target.level));
        if (target.source === 'database')
            target.level = Math.min(target.slow ? 190 : 9e4, Math.max(target.slow ? 60 : 215, target.level));
        if (target.source === 'file') target.level = Math.max(target.slow ? 5.6e6 : 900, target.level * 1.0004);
        const [status, message] = (mayFail && target.trouble) || ['healthy', null];
        const value = status === 'healthy' || status === 'expectation' ? target.level : null;
        const state = status === 'healthy' ? 'healthy' : 'unhealthy';
        if (state !== target.state) target.since = at;
        Object.assign(target, { state, status, message, value, timestamp: at });
        target.history.push([at, value]);
        while (target.history[0][0] < at - historyLength) target.history.shift();
        target.results.unshift(result(target, at));
        target.results.length = Math.min(20, target.results.length);
        this.judge(target, at);
    }

    judge(target, at) {
        const id = `${rules[target.source]}/${target.name}`;
        const known = this.alerts.get(id);
        const { threshold, operator, value } = target;
        const wrong = value !== null && (operator === '>' ? value > threshold : value < threshold);
        if (!wrong && (known === undefined || known.state === 'resolved')) return;
        const active_at = known?.state === 'firing' ? known.active_at : at;
        const alert = {
            id,
            rule: rules[target.source],
            key: `${rules[target.source]}_${target.metric}`,
            metric: target.metric,
            target: target.name,
            source: target.source,
            state: wrong || value === null ? 'firing' : 'resolved',
            value: value ?? known.value,
            threshold,
            operator,
            active_at,
            fired_at: active_at,
            resolved_at: wrong || value === null ? null : at,
            no_data_since: value === null ? (known.no_data_since ?? at) : null,
            labels: target.labels,
            annotations: {},
        };
        this.alerts.set(id, alert);
        this.tell({ type: 'alert', data: alert });
    }

    tell(message) {
        this.listeners.forEach((listener) => listener(message));
    }

    view(
        {
            name,
            source,
            address,
            state,
            status,
            message,
            metric,
            unit,
            value,
            timestamp,
            since,
            interval,
            labels,
            history,
        },
        whole,
    ) {
        const notice =
            name === 'replica-2'
                ? 'pg_stat_statements cannot be read: grant pg_monitor to see queries per second'
                : null;
        const known = { message: message ?? null, notice, value: value ?? null, timestamp: timestamp ?? null };
        const view = { name, source, address, state, status, metric, unit, since, interval, labels, ...known };
        return whole ? { ...view, history } : view;
    }

    stats() {
        const of = (source) => {
            const values = this.targets.filter((t) => t.source === source && t.value != null).map((t) => t.value);
            return values.length === 0 ? {} : statistics(values.slice(-10));
        };
        return { api: of('api'), database: of('database'), file: of('file') };
    }

    details(name) {
        const target = this.targets.find((one) => one.name === name);
        if (!target) return null;
        const since = (ms) =>
            target.history.filter(([at, value]) => value !== null && at > Date.now() - ms).map(([, value]) => value);
        const all = since(historyLength);
        const windows = { last_10: all.slice(-10), '1m': since(60_000), '5m': all, '15m': all, '1h': all };
        const full = Object.entries(windows).map(([window, values]) => [window, distribution(values, target.interval)]);
        return {
            ...this.view(target, true),
            windows: Object.fromEntries(full),
            results: target.results,
            metrics: metrics(target),
        };
    }
}

const statistics = (values) => ({
    count: values.length,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    max: Math.max(...values),
    min: Math.min(...values),
    latest: values.at(-1),
});

function distribution(values, interval) {
    if (values.length === 0) return { count: 0, rate: 0 };
    const sorted = [...values].sort((a, b) => a - b);
    const p = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    const { mean, ...rest } = statistics(values);
    const stddev = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { ...rest, mean, stddev, p50: p(0.5), p90: p(0.9), p95: p(0.95), p99: p(0.99), rate: 1000 / interval };
}

function result({ source, status, message, value }, timestamp) {
    const healthy = status === 'healthy';
    const attempt = { status, message, duration_ms: status === 'timeout' ? 3000 : 20 + Math.random() * 60 };
    const attempts =
        healthy || source === 'file'
            ? [attempt]
            : [attempt, { ...attempt, duration_ms: attempt.duration_ms * 1.1 }, attempt];
    const duration_ms = attempts.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
    return {
        timestamp,
        duration_ms,
        status,
        message,
        value,
        attempts,
        evidence: healthy ? null : evidence(source, status),
    };
}

function evidence(source, status) {
    const phases = [
        { name: 'dns', ms: 4.2 },
        { name: 'connect', ms: 18.1 },
        { name: 'tls', ms: 31.7 },
        { name: 'send', ms: 0.4 },
        { name: 'wait', ms: status === 'timeout' ? 2945.6 : 212.3 },
        { name: 'receive', ms: 1.1 },
    ];
    const expectation = status === 'expectation';
    return {
        failed: expectation
            ? [
                  { condition: 'status', expected: '200-299', actual: '503' },
                  { condition: 'body.json $.status', expected: 'ok', actual: 'degraded' },
              ]
            : [],
        address: source === 'api' && status !== 'dns' ? '192.0.2.7:443' : null,
        slowest_phase: source === 'api' ? 'wait' : null,
        phases: source === 'api' && status !== 'dns' ? phases : [],
        body: expectation
            ? '{\n  "status": "degraded",\n  "reason": "upstream inventory <b>did not</b> answer",\n  "retry_after": 30\n}'
            : null,
    };
}

function metrics({ source, name, metric, value, timestamp }) {
    const of = (name, value, labels = {}) => ({ name, labels, value, timestamp });
    const own = {
        api: [
            of('probe_http_status_code', 200),
            of('probe_http_duration_seconds', 0.0181, { phase: 'connect' }),
            of('probe_http_content_length_bytes', 18_220),
        ],
        database: [
            of('database_connections', 42, { state: 'active' }),
            of('database_size_bytes', 73_112_551_424),
            of('orders_waiting', 17),
        ],
        file: [
            of('file_age_seconds', 12.4),
            of('file_lines_total', 1_204_331),
            of('app_errors_total', 3, { level: 'ERROR' }),
        ],
    };
    return [of(metric, value, { endpoint: name }), ...own[source], of('probe_success', value === null ? 0 : 1)];
}
