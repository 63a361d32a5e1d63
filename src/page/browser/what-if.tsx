import { useMemo, useRef, useState } from 'preact/hooks';
import type { ServiceResult } from '../../availability';
import { percentageOf, targetMistake } from '../../manifests/percentage';
import { minutes } from '../../report/amounts';
import type { PageData, PageState } from '../data';
import { ninesText, upText } from '../headline';
import { recomputed } from '../recomputed';
import { type Switches, switched, unchanged } from '../switches';
import { Table } from './table';

interface WhatIfProps {
  readonly data: PageData;
  readonly isChanged: boolean;
  readonly service: ServiceResult;
  readonly onChange: (state: PageState | undefined) => void;
}

const factors = [0.1, 0.2, 0.5, 1, 2, 5, 10];

/** Switches that are computed again by the same model, and what the search for advice has found. */
export function WhatIf({ data, isChanged, service, onChange }: WhatIfProps) {
  const [switches, setSwitches] = useState<Switches>(unchanged);
  const [status, setStatus] = useState<{ readonly isBusy: boolean; readonly error?: string; readonly took?: number }>({ isBusy: false });
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const compute = (next: Switches) => {
    setSwitches(next);
    clearTimeout(pending.current);
    if (JSON.stringify(next) === JSON.stringify(unchanged)) {
      onChange(undefined);
      setStatus({ isBusy: false });
      return;
    }
    setStatus({ isBusy: true });
    // The browser shows that it is computing before it is busy with it.
    pending.current = setTimeout(() => {
      const start = performance.now();
      try {
        const { services, assumptions, scene } = recomputed(switched(data.model, next));
        onChange({ report: { ...data.report, services, assumptions }, scene });
        setStatus({ isBusy: false, took: performance.now() - start });
      } catch (error) {
        setStatus({ isBusy: false, error: error instanceof Error ? error.message : String(error) });
      }
    }, 20);
  };
  return (
    <section aria-labelledby="what-if">
      <h2 id="what-if">What if…</h2>
      <p>Change something, and everything on this page is computed again, here, by the code that judged the manifests.</p>
      <SwitchForm data={data} service={service} switches={switches} onChange={compute} />
      <div class="actions">
        <button type="button" class="secondary" disabled={!isChanged && !status.error} onClick={() => compute(unchanged)}>
          Back to the manifests
        </button>
        <span role="status" class={status.error === undefined ? 'hint' : 'error'} data-testid="status">
          {status.isBusy
            ? 'Computing…'
            : (status.error ?? (isChanged && status.took !== undefined ? `Computed in ${Math.max(1, Math.round(status.took))} ms` : ''))}
        </span>
      </div>
      <Advice
        service={
          data.report.services.find(
            (it) => it.service === service.service && it.kind === service.kind && it.namespace === service.namespace,
          ) ?? service
        }
      />
    </section>
  );
}

interface FormProps {
  readonly data: PageData;
  readonly service: ServiceResult;
  readonly switches: Switches;
  readonly onChange: (switches: Switches) => void;
}

function SwitchForm({ data, service, switches, onChange }: FormProps) {
  const { topology } = data.model;
  const id = `${service.kind}/${service.namespace}/${service.service}`;
  const written = data.report.services.find((it) => `${it.kind}/${it.namespace}/${it.service}` === id);
  const counts = useMemo(() => [...new Set(topology.zones.flatMap(({ pools }) => pools.map(({ count }) => count)))], [topology]);
  const failing = (kind: keyof Switches['failures'], title: string) => (
    <label>
      {title}
      <select
        value={String(switches.failures[kind])}
        onChange={({ currentTarget }) => onChange({ ...switches, failures: { ...switches.failures, [kind]: Number(currentTarget.value) } })}
      >
        {factors.map((factor) => (
          <option key={factor} value={String(factor)}>
            {factor === 1 ? 'as the topology says' : factor > 1 ? `${factor} times as often` : `1/${Math.round(1 / factor)} as often`}
          </option>
        ))}
      </select>
    </label>
  );
  const target = switches.targets[id] ?? (written?.target === undefined ? '' : percentageOf(written.target));
  return (
    <div class="switches">
      {service.kind === 'DaemonSet' ? null : (
        <label htmlFor="replicas">
          Replicas of {service.service}
          <Count
            id="replicas"
            value={switches.replicas[id] ?? written?.replicas ?? 1}
            most={99}
            onChange={(count) => onChange({ ...switches, replicas: { ...switches.replicas, [id]: count } })}
          />
        </label>
      )}
      <label>
        Target of {service.service}
        <input
          type="text"
          value={target}
          inputMode="decimal"
          placeholder="none, such as 99.9%"
          onChange={({ currentTarget }) => {
            const text = currentTarget.value.trim();
            if (text !== '' && targetMistake(text) === undefined) onChange({ ...switches, targets: { ...switches.targets, [id]: text } });
            else currentTarget.value = target;
          }}
        />
      </label>
      <label htmlFor="zones">
        Zones
        <Count
          id="zones"
          value={switches.zones ?? topology.zones.length}
          most={8}
          onChange={(zones) => onChange({ ...switches, zones: zones === topology.zones.length ? undefined : zones })}
        />
      </label>
      {counts.length === 1 ? (
        <label htmlFor="nodes">
          Nodes in each pool
          <Count
            id="nodes"
            value={switches.nodes ?? counts[0] ?? 1}
            most={50}
            onChange={(nodes) => onChange({ ...switches, nodes: nodes === counts[0] ? undefined : nodes })}
          />
        </label>
      ) : null}
      {failing('zones', 'Zones fail')}
      {failing('nodes', 'Nodes fail')}
      {failing('pods', 'Pods crash')}
    </div>
  );
}

interface CountProps {
  readonly id: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

function Count({ id, value, most, onChange }: CountProps) {
  return (
    <input
      id={id}
      type="number"
      min={1}
      max={most}
      value={value}
      onChange={({ currentTarget }) => {
        const count = Math.round(Number(currentTarget.value));
        if (count >= 1 && count <= most) onChange(count);
        else currentTarget.value = String(value);
      }}
    />
  );
}

/** The changes that the search found for the manifests as they are. */
function Advice({ service }: { readonly service: ServiceResult }) {
  const { advice, downtime } = service;
  const savings = downtime.savings ?? [];
  if (advice.length + savings.length === 0) return null;
  return (
    <>
      <h3>What would help {service.service}</h3>
      {advice.length === 0 ? null : (
        <ul data-testid="advice">
          {advice.map(({ change, before, after }) => (
            <li key={change}>
              {change}: {before} before, {after} after
            </li>
          ))}
        </ul>
      )}
      {savings.length === 0 ? null : (
        <Table
          caption="Each change was written into the manifests or the topology, and judged again"
          columns={[
            { title: 'Change' },
            { title: 'Before', kind: 'number' },
            { title: 'After', kind: 'number' },
            { title: 'Minutes won', kind: 'number' },
          ]}
          rows={savings.map(({ change, before, after, won, atMost, of }) => ({
            key: change,
            cells: [
              <>
                {change}
                {of === 'changes' ? <small> (with what failed releases cost)</small> : null}
                {atMost === undefined ? null : <small> (at most: {atMost})</small>}
              </>,
              <Up key="before" minutesPerYear={before} />,
              <Up key="after" minutesPerYear={after} />,
              minutes(won),
            ],
          }))}
        />
      )}
    </>
  );
}

/** How much of a year is left, and its nines. */
function Up({ minutesPerYear }: { readonly minutesPerYear: number }) {
  return (
    <>
      {upText(minutesPerYear)}
      <br /> <small>{ninesText(minutesPerYear)}</small>
    </>
  );
}
