import { semanticsOf } from '../../tools/schema/semantics';

const source = `package v1

// HandlerFields are in each handler.
type HandlerFields struct {
	// No tag makes it part of nothing.
	hidden *string
	Exec *ExecAction \`json:"exec,omitempty" protobuf:"bytes,1,opt,name=exec"\`
}

type Probe struct {
	metav1.TypeMeta \`json:",inline"\`
	HandlerFields \`json:",inline" protobuf:"bytes,1,opt,name=handler"\`
	PeriodSeconds int32 \`json:"periodSeconds,omitempty"\`
	TerminationGracePeriodSeconds *int64 \`json:"terminationGracePeriodSeconds,omitempty"\`
	Lists []*string \`json:"lists"\`
	Skipped *string \`json:"-"\`
}

type ProbeStatus struct {
	Time *string \`json:"time"\`
}

type Alias = Probe
`;

const list = (type: string, keys?: readonly string[]) => ({
  type: 'array',
  'x-kubernetes-list-type': type,
  ...(keys && { 'x-kubernetes-list-map-keys': keys }),
});
const document = {
  definitions: {
    'io.k8s.api.core.v1.PodSpec': {
      properties: {
        containers: list('map', ['name']),
        finalizers: list('set'),
        tolerations: list('atomic'),
        nodeName: { type: 'string' },
      },
    },
    'io.k8s.api.core.v1.PodStatus': { properties: { conditions: list('map', ['type']) } },
  },
} as unknown as Parameters<typeof semanticsOf>[0];

const semantics = semanticsOf(
  document,
  ['core.v1.Probe', 'core.v1.ProbeStatus', 'core.v1.Other'],
  [{ prefix: 'core.v1', text: source }],
  'v1.36.3',
);

test('pointers are the fields with a star, those of embedded structs of the package included, and not those of a status', () => {
  expect(semantics.pointers).toEqual({ 'core.v1.Probe': ['terminationGracePeriodSeconds', 'exec'] });
});

test('lists have their keys, sets have none, and atomic lists are left out', () => {
  expect(semantics.lists).toEqual({ 'core.v1.PodSpec.containers': ['name'], 'core.v1.PodSpec.finalizers': [] });
});

test('the release is that of Kubernetes', () => {
  expect(semantics.release).toBe('v1.36.3');
});
