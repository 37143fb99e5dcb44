import { accept } from './websocket.mjs';
import { World } from './world.mjs';

/** As strict as a server could be: what works under it works anywhere. The development server needs inline styles and eval. */
const policy =
    "default-src 'self'; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Plays the server for `npm run dev` and `npm run preview`.
 * MOCK_TARGETS: how many targets (29); MOCK_SCENE: calm, normal or rough; MOCK_MUTE=1: a server that falls silent after 5 s.
 */
export function mockServer() {
    return {
        name: 'lapwing-mock',
        configureServer: (server) => play(server),
        configurePreviewServer(server) {
            server.middlewares.use((_, response, next) => {
                response.setHeader('Content-Security-Policy', policy);
                next();
            });
            play(server);
        },
    };
}

function play({ middlewares, httpServer }) {
    const world = new World(Number(process.env.MOCK_TARGETS ?? 29), process.env.MOCK_SCENE ?? 'normal');
    const muteAt = process.env.MOCK_MUTE ? Date.now() + 5000 : Infinity;

    middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        const answer = (body, status = 200) => {
            response.writeHead(status, { 'Content-Type': 'application/json' });
            response.end(JSON.stringify(body));
        };
        if (pathname === '/stats') return answer(world.stats());
        if (pathname === '/alerts')
            return answer({
                active_alerts: activeKeys(world),
                total_alerts: activeKeys(world).length,
                alerts: [...world.alerts.values()],
            });
        if (pathname === '/api/targets')
            return answer({ targets: world.targets.map((target) => world.view(target, true)) });
        if (!pathname.startsWith('/api/targets/')) return next();
        const name = decodeURIComponent(pathname.slice('/api/targets/'.length));
        const details = world.details(name);
        return details ? answer(details) : answer({ title: 'Not found', detail: `There is no target '${name}'.` }, 404);
    });

    httpServer?.on('upgrade', (request, socket) => {
        if (new URL(request.url, 'http://localhost').pathname !== '/ws') return;
        let timer;
        const tell = (message) => Date.now() < muteAt && connection.send(message);
        const connection = accept(request, socket, subscribe, () => {
            clearInterval(timer);
            world.listeners.delete(tell);
        });
        const stats = () => tell({ type: 'stats_update', data: world.stats(), active_alerts: activeKeys(world) });
        stats();
        timer = setInterval(stats, 2000);

        function subscribe() {
            tell({ type: 'targets', data: world.targets.map((target) => world.view(target, true)) });
            tell({ type: 'alerts', data: [...world.alerts.values()] });
            world.listeners.add(tell);
        }
    });
}

const activeKeys = (world) => [
    ...new Set([...world.alerts.values()].filter((alert) => alert.state === 'firing').map((alert) => alert.key)),
];
