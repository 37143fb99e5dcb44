import { getAlerts } from '../api/alerts';
import { getStats } from '../api/stats';
import { getTargets } from '../api/targets';
import type { Message } from './messages';

/** What the socket would say at first, asked for over HTTP: for a first picture, and where a proxy lets no socket through. */
export async function loadSnapshot(): Promise<Message[]> {
  const [targets, alerts, stats] = await Promise.all([getTargets(), getAlerts(), getStats()]);
  const messages: Message[] = [];
  if (targets.ok) messages.push({ type: 'targets', targets: targets.value });
  if (alerts.ok) messages.push({ type: 'alerts', alerts: alerts.value });
  if (stats.ok) messages.push({ type: 'stats', stats: stats.value });
  return messages;
}
