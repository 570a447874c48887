import type { DrillReport } from '../promises/recovery/report.ts';

const WIDTH = 800;
const ROW = 26;
const LABEL = 130;
const FIGURE = 70;

/** The phases of a drill, one after the other, as bars on a common axis of time. */
export function timelineSvg(phases: DrillReport['phases']): string {
  const total = phases.reduce((sum, phase) => sum + phase.seconds, 0) || 1;
  const scale = (WIDTH - LABEL - FIGURE) / total;
  let at = 0;
  const bars = phases.map(({ name, seconds }, index) => {
    const x = LABEL + at * scale;
    at += seconds;
    return bar(name, seconds, { x, y: index * ROW, width: Math.max(1, seconds * scale) });
  });
  const height = phases.length * ROW;
  const said = phases.map(({ name, seconds }) => `${name} ${seconds.toFixed(2)} s`).join(', ');
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Timeline: ${said}">${bars.join('')}</svg>`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function bar(name: string, seconds: number, { x, y, width }: Box): string {
  const middle = y + ROW / 2 + 4;
  const figure = `${seconds.toFixed(2)} s`;
  return `<text x="0" y="${middle}">${name}</text><rect x="${x.toFixed(1)}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW - 8}" rx="2"/><text x="${(x + width + 6).toFixed(1)}" y="${middle}">${figure}</text>`;
}
