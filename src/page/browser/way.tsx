import type { Effect } from '../../availability/scene/scene';
import { minutes } from '../../report/amounts';
import type { PageState } from '../data';
import { type GraphNode, graphOf } from '../graph';
import { upText } from '../headline';
import { shortened } from '../picture';
import { useWidth } from './width';

/** Nodes up to which the way of requests is drawn. */
const DRAWN = 60;
const BOX = { width: 176, height: 50 };
const NARROW = 640;
/** Pixels of a figure beside an edge. */
const LABEL = 66;

type Health = Effect['answers'];
const marks = { yes: '✓', no: '✕', unknown: '?' } as const;

/** The way of requests from the entry points on, and the health of each step in the event at hand. */
export function Way({ state, effects }: { readonly state: PageState; readonly effects: readonly Effect[] | undefined }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const { scene, report } = state;
  const { nodes, edges } = graphOf(scene, report.services);
  if (edges.length === 0 || nodes.length > DRAWN) return null;
  const isNarrow = width < NARROW;
  const levels = Math.max(...nodes.map(({ level }) => level)) + 1;
  const most = Math.max(...nodes.map(({ place }) => place)) + 1;
  const boxWidth = isNarrow ? Math.max(96, Math.min(BOX.width, (width - 2 - (most - 1) * 12) / most)) : BOX.width;
  const step = isNarrow ? 96 : Math.max(boxWidth + 96, Math.min(360, (width - boxWidth) / Math.max(1, levels - 1)));
  const placeOf = ({ level, place }: GraphNode) =>
    isNarrow ? { x: place * (boxWidth + 12), y: level * step } : { x: level * step, y: place * (BOX.height + 22) };
  const size = isNarrow
    ? { width: most * (boxWidth + 12) - 12, height: (levels - 1) * step + BOX.height }
    : { width: (levels - 1) * step + boxWidth, height: most * (BOX.height + 22) - 22 };
  const at = new Map(nodes.map((node) => [node.id, node]));
  const healthOf = (node: GraphNode): Health =>
    effects?.find(({ workload }) => workload === node.workload)?.answers ?? restingOf(node, state);
  return (
    <div class="graph" ref={ref}>
      <h3>The way of requests</h3>
      <p class="hint">What a year costs along each step. A dashed line is a dependency whose loss only degrades a service.</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide graph is scrolled with the keyboard */}
      <section class="canvas" tabIndex={0} aria-label="The way of requests, drawn">
        <svg
          role="img"
          aria-label={`Requests go ${edges.map(({ from, to }) => `from ${at.get(from)?.label} to ${at.get(to)?.label}`).join(', ')}`}
          width={size.width + 2}
          height={size.height + 2}
          viewBox={`-1 -1 ${size.width + 2} ${size.height + 2}`}
        >
          {edges.map(({ from, to, isSoft }) => {
            const [start, end] = [at.get(from), at.get(to)];
            if (!start || !end) return null;
            const [a, b] = [placeOf(start), placeOf(end)];
            const [x1, y1, x2, y2] = isNarrow
              ? [a.x + boxWidth / 2, a.y + BOX.height, b.x + boxWidth / 2, b.y]
              : [a.x + boxWidth, a.y + BOX.height / 2, b.x, b.y + BOX.height / 2];
            const health = healthOf(end);
            const isStart = isNarrow && x2 < LABEL;
            const path = isNarrow
              ? `M${x1} ${y1}C${x1} ${y1 + 26} ${x2} ${y2 - 26} ${x2} ${y2}`
              : `M${x1} ${y1}C${x1 + 40} ${y1} ${x2 - 40} ${y2} ${x2} ${y2}`;
            return (
              <g key={`${from} ${to}`}>
                <path class={`edge ${isSoft ? 'soft' : ''} ${health}`} d={path} />
                <text
                  class={`health ${health}`}
                  x={isStart ? x2 + 8 : x2 - (isNarrow ? 8 : 14)}
                  y={y2 - 8}
                  text-anchor={isStart ? 'start' : 'end'}
                >
                  {isNarrow ? '' : `${marks[health]} `}
                  {costOf(from, end, state)}
                </text>
              </g>
            );
          })}
          {nodes.map((node) => (
            <Box
              key={node.id}
              node={node}
              {...placeOf(node)}
              width={boxWidth}
              health={node.workload === undefined ? undefined : healthOf(node)}
            />
          ))}
        </svg>
      </section>
    </div>
  );
}

function Box({
  node,
  x,
  y,
  width,
  health,
}: {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly health: Health | undefined;
}) {
  return (
    <g class={node.workload === undefined ? 'entry' : 'service'}>
      <title>{node.id}</title>
      <rect x={x} y={y} width={width} height={BOX.height} rx="8" />
      <text x={x + 12} y={y + 21}>
        {health ? `${marks[health]} ` : ''}
        {shortened(node.label, width - 34)}
      </text>
      <text class="small" x={x + 12} y={y + 38}>
        {shortened(node.kind, width - 20)}
      </text>
    </g>
  );
}

function restingOf({ workload }: GraphNode, { scene, report }: PageState): Health {
  const id = workload === undefined ? undefined : scene.workloads[workload]?.id;
  const service = report.services.find((it) => `${it.kind}/${it.namespace}/${it.service}` === id);
  return service?.verdict === 'refuted' ? 'no' : service?.verdict === 'unknown' ? 'unknown' : 'yes';
}

/** From outside, how much of the year a service is up; between services, what the dependency costs. */
function costOf(from: string, { id }: GraphNode, { report: { services } }: PageState): string {
  const caller = services.find((it) => `${it.kind}/${it.namespace}/${it.service}` === from);
  const called = services.find((it) => `${it.kind}/${it.namespace}/${it.service}` === id);
  if (!caller) return called ? upText(called.downtime.sum.value) : '';
  const cost = caller.downtime.risks.filter(({ of }) => of === id).reduce((sum, risk) => sum + risk.minutes.value, 0);
  return `${minutes(cost)} min`;
}
