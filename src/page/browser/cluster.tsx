import { useMemo } from 'preact/hooks';
import type { Scene, SceneEvent, SceneEventKind, SceneState } from '../../availability/scene/scene';
import { eventName } from '../outcome';
import { type Box, type DrawnNode, type DrawnPod, type DrawnZone, type Look, pictureOf } from '../picture';
import { useWidth } from './width';

interface ClusterProps {
  readonly scene: Scene;
  readonly state: SceneState;
  readonly event: SceneEvent | undefined;
  readonly onChoose?: (kind: SceneEventKind, subject: number) => void;
  /** What the drawing is called, where there are several. */
  readonly name?: string;
}

/** Zones, nodes, pods and volumes. The words beside it say the same, so a screen reader gets a summary. */
export function ClusterPicture({ scene, state, event, onChoose, name }: ClusterProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const picture = useMemo(() => pictureOf(scene, state, event, Math.max(240, width)), [scene, state, event, width]);
  const canLoseZone = state.events.some(({ kind }) => kind === 'lose zone');
  const label = `${name === undefined ? '' : `${name}: `}${scene.zones.length} zones, ${scene.nodes.length} nodes, ${state.pods.length} pods${event ? `. ${eventName(scene, event)}` : ''}`;
  return (
    <div ref={ref} class="canvas">
      <svg role="img" aria-label={label} width={picture.width} height={picture.height} viewBox={`0 0 ${picture.width} ${picture.height}`}>
        {picture.zones.map((zone) => (
          <ZoneBox key={zone.zone} zone={zone} onClick={canLoseZone ? () => onChoose?.('lose zone', zone.zone) : undefined} />
        ))}
        {picture.nodes.map((node) => (
          <NodeBox
            key={node.node}
            node={node}
            name={scene.nodes[node.node]?.name ?? ''}
            onClick={() => onChoose?.('lose node', node.node)}
          />
        ))}
        {picture.queue ? <Queue box={picture.queue} /> : null}
        {picture.pods.map((pod) => (
          <Pod key={pod.key} pod={pod} name={scene.workloads[pod.workload]?.name ?? ''} />
        ))}
      </svg>
    </div>
  );
}

function ZoneBox({ zone, onClick }: { readonly zone: DrawnZone; readonly onClick?: () => void }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons above do the same with a keyboard
    <g class={`zone ${zone.isGone ? 'gone' : ''}`} onClick={onClick}>
      <rect x={zone.x + 0.5} y={zone.y + 0.5} width={zone.width - 1} height={zone.height - 1} rx="10" />
      <text x={zone.x + 12} y={zone.y + 20}>
        {zone.isGone ? '✕ ' : ''}
        {zone.label}
      </text>
    </g>
  );
}

function NodeBox({ node, name, onClick }: { readonly node: DrawnNode; readonly name: string; readonly onClick: () => void }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons above do the same with a keyboard
    <g class={`node ${node.isGone ? 'gone' : ''} ${node.isAdded ? 'added' : ''}`} onClick={onClick}>
      <title>{name}</title>
      <rect x={node.x + 0.5} y={node.y + 0.5} width={node.width - 1} height={node.height - 1} rx="6" />
      {node.label ? (
        <text x={node.x + 8} y={node.y + 15}>
          {node.label}
        </text>
      ) : null}
    </g>
  );
}

function Queue({ box }: { readonly box: Box }) {
  return (
    <g class="queue">
      <rect x={box.x + 0.5} y={box.y + 0.5} width={box.width - 1} height={box.height - 1} rx="10" />
      <text x={box.x + 12} y={box.y + 20}>
        Waiting for a node
      </text>
    </g>
  );
}

const words: Readonly<Record<Look, string>> = {
  runs: 'runs',
  waits: 'stops, and waits',
  moved: 'stops, and is replaced elsewhere',
  arrives: 'replacement',
  restarts: 'is replaced by the rollout',
  added: 'added by the rollout',
};

function Pod({ pod, name }: { readonly pod: DrawnPod; readonly name: string }) {
  const { x, y, width, height, look, label, hasVolume } = pod;
  const middle = y + height / 2;
  const isDot = width <= 12;
  return (
    <g class={`pod ${look}`}>
      <title>{`${name}: ${words[look]}`}</title>
      <rect x={x + 0.5} y={y + 0.5} width={width - 1} height={height - 1} rx={isDot ? 2 : 5} />
      <Sign look={look} x={isDot ? x + width / 2 : x + 12} y={middle} isDot={isDot} />
      {label ? (
        <text x={x + 22} y={middle + 4}>
          {label}
        </text>
      ) : null}
      {hasVolume && !isDot ? <Volume x={x + width - 18} y={middle - 6} /> : null}
    </g>
  );
}

/** The shape tells what becomes of a pod, the color only repeats it. */
function Sign({ look, x, y, isDot }: { readonly look: Look; readonly x: number; readonly y: number; readonly isDot: boolean }) {
  const r = isDot ? 3 : 4;
  switch (look) {
    case 'runs':
      return isDot ? null : <circle class="sign" cx={x} cy={y} r={r} />;
    case 'waits':
      return <path class="sign line" d={`M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}`} />;
    case 'moved':
      return <path class="sign line" d={`M${x - r} ${y}H${x + r}M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}`} />;
    case 'arrives':
    case 'added':
      return <path class="sign line" d={`M${x - r} ${y}H${x + r}M${x} ${y - r}V${y + r}`} />;
    case 'restarts':
      return (
        <path
          class="sign line"
          d={`M${x + r} ${y}A${r} ${r} 0 1 1 ${x} ${y - r}M${x - 1} ${y - r - 3}L${x + 2} ${y - r}L${x - 1} ${y - r + 3}`}
        />
      );
  }
}

function Volume({ x, y }: { readonly x: number; readonly y: number }) {
  return <path class="volume" d={`M${x} ${y + 2}a5 2 0 0 1 10 0v8a5 2 0 0 1 -10 0zM${x} ${y + 2}a5 2 0 0 0 10 0`} />;
}

/** What the signs mean: those that are on the picture. */
export function Legend({ event, hasVolumes }: { readonly event: SceneEvent | undefined; readonly hasVolumes: boolean }) {
  const becomes = new Set(event?.fates.map((fate) => fate.becomes));
  const looks: readonly Look[] = [
    'runs',
    ...(becomes.has('waits') ? (['waits'] as const) : []),
    ...(becomes.has('moves') ? (['moved', 'arrives'] as const) : []),
    ...(becomes.has('restarts') ? (['restarts'] as const) : []),
    ...(event && event.added.length > 0 ? (['added'] as const) : []),
  ];
  return (
    <ul class="legend">
      {looks.map((look) => (
        <li key={look}>
          <svg aria-hidden="true" width="22" height="18" class={`pod ${look}`}>
            <rect x="0.5" y="0.5" width="21" height="17" rx="4" />
            <Sign look={look} x={11} y={9} isDot={false} />
          </svg>
          {words[look]}
        </li>
      ))}
      {hasVolumes ? (
        <li>
          <svg aria-hidden="true" width="14" height="16">
            <Volume x={2} y={2} />
          </svg>
          has a volume
        </li>
      ) : null}
    </ul>
  );
}
