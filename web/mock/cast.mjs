/** Who plays: targets as a shop might have them, and more of their kind when more are asked for. */

const apis = ['orders', 'checkout', 'catalogue', 'search', 'accounts', 'payments', 'shipping', 'images', 'webhooks'];
const more = ['recommendations-service-eu-central', 'mail', '库存查询', 'status-page', 'geo'];
const databases = ['primary_db', 'replica-1', 'replica-2', 'analytics', 'sessions', 'events', '报表库'];
const engines = ['postgresql', 'postgresql', 'mysql', 'clickhouse', 'redis', 'mongodb', 'sqlite'];
const files = [
    'app.log',
    'access.log',
    'audit.log',
    'export.csv',
    'backup.tar',
    'queue.db',
    'metrics.jsonl',
    'nightly.dump',
];

const kinds = {
    api: { names: [...apis, ...more], metric: 'api_response_time', unit: 'ms', threshold: 300, operator: '>' },
    database: { names: databases, metric: 'database_performance', unit: 'per_second', threshold: 200, operator: '<' },
    file: { names: files, metric: 'file_system', unit: 'bytes', threshold: 5_242_880, operator: '>' },
};

export const rules = { api: 'high_response_time', database: 'low_query_performance', file: 'large_file_size' };

const start = {
    api: () => 20 + Math.random() * 180,
    database: () => 260 + Math.random() * 2400,
    file: () => 4e4 * 10 ** (Math.random() * 2),
};

const addresses = {
    api: (name) => `https://shop.example/api/${name}`,
    database: (name, i) => `${engines[i % engines.length]}://db.internal/${name}`,
    file: (name) => `/var/lib/shop/${name}`,
};

/** @param size How many targets; the first 29 have names of their own. */
export function cast(size) {
    const targets = [];
    for (let round = 0; targets.length < size; round++) {
        for (const [source, { names, metric, unit, threshold, operator }] of Object.entries(kinds)) {
            names.forEach((base, i) => {
                const name = round === 0 ? base : `${base}-${round + 1}`;
                targets.push({
                    name,
                    source,
                    metric,
                    unit,
                    threshold,
                    operator,
                    address: addresses[source](name, i),
                    interval: 2000 + (i % 4) * 1000,
                    level: start[source](),
                    labels: { team: ['shop', 'platform', 'data'][i % 3], env: i % 4 === 3 ? 'staging' : 'production' },
                });
            });
        }
    }
    return targets.slice(0, size);
}
