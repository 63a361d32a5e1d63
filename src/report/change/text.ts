import { IN_PLACE } from '../../change/consequence/rules';
import { type ChangeResult, type Consequence, consequences, isUnchanged, type JudgedHazard, type ObjectChange } from '../../change/result';
import { inWords } from '../../manifests/identity';
import { plain, type Style } from '../style';
import { servicesText } from './services';
import { consequenceText, fieldLines, groupsOf, type ObjectsToldOnce, signOf, subjectsOf, toldOnce, topologyValuesText } from './values';

const colors: Readonly<Record<Consequence, Parameters<Style>[0]>> = {
  none: 'dim',
  create: 'green',
  'in place': 'cyan',
  rollout: 'yellow',
  prune: 'magenta',
  replacement: 'magenta',
  refused: 'red',
  'data at risk': 'red',
};

const UNKNOWN_CLUSTER = 'The cluster: what it was before is not known, so both sides are judged on what it is after the change';

/** A change as text. @param name what changes, such as an environment */
export function changeText(result: ChangeResult, name: string, style: Style = plain): string {
  const parts = [
    style('bold', summaryOf(result, name)),
    ...toldOnce(result.objects, (object) => bodyOf(object, style).join('\n')).map((objects) => objectText(objects, style)),
    ...topologyText(result),
    ...hazardsText(result, style),
    ...(result.services && result.services.length > 0 ? [servicesText(result.services)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** `production: 2 objects differ: 1 rollout, 1 in place`, and `the cluster differs`. */
export function summaryOf(result: ChangeResult, name: string): string {
  const { objects, counts, topology = [] } = result;
  if (isUnchanged(result)) return `${name}: no difference`;
  const cluster = topology.length > 0 ? 'the cluster differs' : '';
  if (objects.length === 0) return `${name}: ${cluster}, and no object does`;
  const parts = [...consequences].reverse().flatMap((it) => (counts[it] === undefined ? [] : [`${counts[it]} ${it}`]));
  return `${name}: ${objects.length === 1 ? '1 object differs' : `${objects.length} objects differ`}: ${parts.join(', ')}${cluster && `; ${cluster}`}`;
}

/** What differs in the cluster; and where services are judged on one whose past isn't known, that. */
function topologyText({ topology, services }: ChangeResult): readonly string[] {
  if (topology === undefined) return services === undefined ? [] : [UNKNOWN_CLUSTER];
  return topology.length === 0 ? [] : [['The cluster:', ...topology.map((it) => `    ${signOf(it)} ${topologyValuesText(it)}`)].join('\n')];
}

function objectText(objects: ObjectsToldOnce, style: Style): string {
  const [object] = objects;
  const heading = `${subjectsOf(objects)}: ${style(colors[object.consequence], consequenceText(object))}`;
  return [heading, ...bodyOf(object, style)].join('\n');
}

/** Why, and which fields. */
function bodyOf(object: ObjectChange, style: Style): readonly string[] {
  const groups = groupsOf(object).flatMap(({ consequence, fields, ...rest }) => [
    // Most fields are updated in place, and the heading says so.
    ...(consequence === object.consequence && rest.because === IN_PLACE
      ? []
      : [`  ${style(colors[consequence], consequence)}: ${[rest.because, ...(rest.fix ? [rest.fix] : [])].join('; ')}`]),
    ...fields.flatMap(fieldLines).map((line) => `    ${line}`),
  ]);
  return [...reason(object), ...groups];
}

function reason({ because, fix }: ObjectChange): readonly string[] {
  return because === undefined ? [] : [`  ${[because, ...(fix ? [fix] : [])].join('; ')}`];
}

function hazardsText({ hazards }: ChangeResult, style: Style): readonly string[] {
  const open = hazards.flatMap((hazard) => (hazard.accepted === undefined ? [`  ${hazardText(hazard)}`] : []));
  const accepted = hazards.flatMap((hazard) =>
    hazard.accepted === undefined ? [] : [`  ${inWords(hazard.object)}: ${hazard.risk}, because ${hazard.accepted}`],
  );
  return [
    ...(open.length > 0 ? [`${style('red', 'Not accepted')}; synth refuses it:\n${[...new Set(open)].join('\n')}`] : []),
    ...(accepted.length > 0 ? [`Accepted:\n${[...new Set(accepted)].join('\n')}`] : []),
  ];
}

/** An object and its risk, whose reason is above. That of many objects is here alone. */
export function hazardText({ risk, object, message, fix, isOfCluster }: JudgedHazard, risked = (it: string) => it): string {
  if (risk === 'mass-deletion' || isOfCluster) return `${risked(risk)}: ${message}; ${fix}`;
  return `${inWords(object)}: ${risked(risk)}`;
}
