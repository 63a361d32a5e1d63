import type { Scene, SceneEvent, SceneState } from '../availability/scene/scene';

/** What became of a pod, as it is drawn. */
export type Look = 'runs' | 'waits' | 'moved' | 'arrives' | 'restarts' | 'added';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnPod extends Box {
  readonly key: string;
  readonly workload: number;
  readonly look: Look;
  /** Empty where pods are drawn as dots. */
  readonly label: string;
  readonly hasVolume: boolean;
}

export interface DrawnNode extends Box {
  readonly node: number;
  readonly label: string;
  readonly isGone: boolean;
  readonly isAdded: boolean;
}

export interface DrawnZone extends Box {
  readonly zone: number;
  readonly label: string;
  readonly isGone: boolean;
}

/** A drawing in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly isDense: boolean;
  readonly zones: readonly DrawnZone[];
  readonly nodes: readonly DrawnNode[];
  readonly pods: readonly DrawnPod[];
  /** Where pods without a node are drawn. */
  readonly queue?: Box;
}

/** Pods and nodes up to which each pod has its name. */
const most = { pods: 120, nodes: 36 };

interface Measure {
  readonly node: number;
  readonly header: number;
  readonly pod: { readonly width: number; readonly height: number };
  readonly columns: number;
  readonly gap: number;
  readonly pad: number;
}

const chips: Measure = { node: 128, header: 22, pod: { width: 0, height: 24 }, columns: 1, gap: 5, pad: 7 };
const dots: Measure = { node: 62, header: 4, pod: { width: 10, height: 10 }, columns: 4, gap: 4, pad: 5 };
const ZONE_HEADER = 30;
const ZONE_PAD = 10;
const ZONE_GAP = 14;

/** Lays out the cluster in a width. Nodes keep their size from one event to the next, so that nothing jumps. */
export function pictureOf(scene: Scene, state: SceneState, event: SceneEvent | undefined, width: number): Picture {
  const isDense = state.pods.length > most.pods || scene.nodes.length > most.nodes;
  const measure = isDense ? dots : chips;
  const slots = slotsOf(scene, state);
  const shown = scene.nodes.map((node, at) => !node.isAdded || (slots[at] ?? 0) > 0);
  const columns = Math.max(1, Math.min(scene.zones.length, Math.floor((width + ZONE_GAP) / (measure.node + 2 * ZONE_PAD + ZONE_GAP))));
  const zoneWidth = (width - (columns - 1) * ZONE_GAP) / columns;
  const zones: DrawnZone[] = [];
  const nodes: DrawnNode[] = [];
  let [y, rowHeight] = [0, 0];
  scene.zones.forEach((name, zone) => {
    const column = zone % columns;
    if (column === 0 && zone > 0) [y, rowHeight] = [y + rowHeight + ZONE_GAP, 0];
    const x = column * (zoneWidth + ZONE_GAP);
    const own = scene.nodes.flatMap((node, at) => (node.zone === zone && shown[at] ? [at] : []));
    const { drawn, height } = nodesIn({ x, y, width: zoneWidth }, own, { scene, slots, measure, event });
    nodes.push(...drawn);
    zones.push({
      zone,
      label: shortened(name, zoneWidth - 40),
      x,
      y,
      width: zoneWidth,
      height,
      isGone: event?.kind === 'lose zone' && event.subject === zone,
    });
    rowHeight = Math.max(rowHeight, height);
  });
  const level = zones.map((it) => ({
    ...it,
    height: Math.max(...zones.filter(({ y: other }) => other === it.y).map(({ height }) => height)),
  }));
  const bottom = y + rowHeight;
  const waiting = [...state.pods, ...(event?.added ?? [])].filter(({ node }) => node === null).length;
  const queue = waiting > 0 ? queueOf(waiting, { x: 0, y: bottom + ZONE_GAP, width }, measure) : undefined;
  const pods = podsIn(nodes, queue, { scene, state, event, measure, isDense });
  return { width, height: queue ? queue.y + queue.height : bottom, isDense, zones: level, nodes, pods, ...(queue && { queue }) };
}

/** The most pods that are ever drawn on each node. */
function slotsOf(scene: Scene, { pods, events }: SceneState): readonly number[] {
  const base = scene.nodes.map(() => 0);
  for (const { node } of pods) if (node !== null) base[node] = (base[node] ?? 0) + 1;
  const extra = scene.nodes.map(() => 0);
  for (const { fates, added } of events) {
    const arriving = new Map<number, number>();
    for (const node of [...fates.map(({ to }) => to), ...added.map(({ node }) => node)])
      if (node !== undefined && node !== null) arriving.set(node, (arriving.get(node) ?? 0) + 1);
    for (const [node, count] of arriving) extra[node] = Math.max(extra[node] ?? 0, count);
  }
  return base.map((count, node) => count + (extra[node] ?? 0));
}

interface Setting {
  readonly scene: Scene;
  readonly slots: readonly number[];
  readonly measure: Measure;
  readonly event: SceneEvent | undefined;
}

function nodesIn({ x, y, width }: Omit<Box, 'height'>, own: readonly number[], { scene, slots, measure, event }: Setting) {
  const inner = width - 2 * ZONE_PAD;
  const columns = Math.max(1, Math.min(own.length, Math.floor((inner + measure.gap) / (measure.node + measure.gap))));
  const nodeWidth = measure === dots ? measure.node : (inner - (columns - 1) * measure.gap) / columns;
  const drawn: DrawnNode[] = [];
  let top = y + ZONE_HEADER;
  for (let first = 0; first < own.length; first += columns) {
    const row = own.slice(first, first + columns);
    const rows = Math.max(1, ...row.map((node) => Math.ceil((slots[node] ?? 0) / measure.columns)));
    const height = measure.header + rows * (measure.pod.height + measure.gap) + measure.pad;
    row.forEach((node, column) => {
      const isGone =
        (event?.kind === 'lose zone' && event.subject === scene.nodes[node]?.zone) ||
        (event?.kind.endsWith('node') === true && event.subject === node);
      const left = x + ZONE_PAD + column * (nodeWidth + measure.gap);
      const label = measure === dots ? '' : shortened(scene.nodes[node]?.name ?? '', nodeWidth - 16);
      drawn.push({ node, label, x: left, y: top, width: nodeWidth, height, isGone, isAdded: scene.nodes[node]?.isAdded === true });
    });
    top += height + measure.gap;
  }
  return { drawn, height: top - y + ZONE_PAD - measure.gap };
}

function queueOf(waiting: number, { x, y, width }: Omit<Box, 'height'>, measure: Measure): Box {
  const perRow = Math.max(1, Math.floor((width - 2 * ZONE_PAD) / ((measure.pod.width || chips.node) + measure.gap)));
  return { x, y, width, height: ZONE_HEADER + Math.ceil(waiting / perRow) * (measure.pod.height + measure.gap) + ZONE_PAD };
}

function podsIn(
  nodes: readonly DrawnNode[],
  queue: Box | undefined,
  { scene, state, event, measure, isDense }: Omit<Setting, 'slots'> & { readonly state: SceneState; readonly isDense: boolean },
): readonly DrawnPod[] {
  const boxes = new Map(nodes.map((node) => [node.node, node]));
  const filled = new Map<number | null, number>();
  const fates = new Map((event?.fates ?? []).map((fate) => [fate.pod, fate]));
  const drawn: DrawnPod[] = [];
  const draw = (key: string, workload: number, node: number | null, look: Look): void => {
    const box = node === null ? queue : boxes.get(node);
    if (!box) return;
    const slot = filled.get(node) ?? 0;
    filled.set(node, slot + 1);
    const columns =
      node === null
        ? Math.max(1, Math.floor((box.width - 2 * ZONE_PAD) / ((measure.pod.width || chips.node) + measure.gap)))
        : measure.columns;
    const width = measure.pod.width || (node === null ? chips.node : box.width - 2 * measure.pad);
    const x = box.x + measure.pad + (slot % columns) * (width + measure.gap);
    const y = box.y + (node === null ? ZONE_HEADER : measure.header) + Math.floor(slot / columns) * (measure.pod.height + measure.gap);
    const of = scene.workloads[workload];
    const label = isDense ? '' : shortened(of?.name ?? '', width - (of?.volume ? 46 : 28));
    drawn.push({ key, workload, look, label, hasVolume: of?.volume !== undefined, x, y, width, height: measure.pod.height });
  };
  state.pods.forEach(({ workload, node }, pod) => {
    const fate = fates.get(pod);
    draw(`${pod}`, workload, node, fate ? (fate.becomes === 'moves' ? 'moved' : fate.becomes) : node === null ? 'waits' : 'runs');
  });
  for (const [pod, { to }] of fates) if (to !== undefined) draw(`${pod} again`, state.pods[pod]?.workload ?? 0, to, 'arrives');
  event?.added.forEach(({ workload, node }, at) => {
    draw(`added ${at}`, workload, node, node === null ? 'waits' : 'added');
  });
  return drawn;
}

/** Pixels of a character in the picture's font, on average. */
const CHARACTER = 7;

/** A name that fits, cut in its middle, since names begin and end with what tells them apart. */
export function shortened(name: string, width: number): string {
  const characters = [...name];
  const fitting = Math.max(3, Math.floor(width / CHARACTER));
  if (characters.length <= fitting) return name;
  const head = Math.ceil((fitting - 1) / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (fitting - 1 - head)).join('')}`;
}
