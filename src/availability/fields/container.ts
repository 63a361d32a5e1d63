import { type Fields, harmless, modelled, unmodelled } from './classification';

const process = harmless('what runs in the container, not where; a container is taken to start once its pod is bound');
const probe = harmless('a probe is taken at its word; a pod that is bound is taken to become ready');
const rights = harmless('the rights of its process, not its place');

/** A profile is a file of the node, and a container doesn't start where it is missing. */
export const localProfile: Fields = { type: unmodelled('RuntimeDefault', 'Unconfined'), localhostProfile: rights };

/** How much of a resource a container or a pod asks for. */
export const resources: Fields = {
  requests: modelled,
  limits: modelled,
  // Devices that the scheduler allocates: the nodes of a topology don't say what devices they have.
  claims: unmodelled(),
};

/** A container; `restartPolicy` tells a sidecar from an init container. */
export const initContainer: Fields = {
  name: process,
  image: process,
  imagePullPolicy: process,
  command: process,
  args: process,
  workingDir: process,
  env: process,
  envFrom: process,
  stdin: process,
  stdinOnce: process,
  tty: process,
  terminationMessagePath: process,
  terminationMessagePolicy: process,
  lifecycle: process,
  volumeMounts: {
    name: modelled,
    subPath: modelled,
    subPathExpr: modelled,
    mountPath: process,
    mountPropagation: process,
    readOnly: process,
    // Where the container runtime of the node can't, the pod doesn't start.
    recursiveReadOnly: unmodelled('Disabled', 'IfPossible'),
  },
  volumeDevices: { name: modelled, devicePath: process },
  securityContext: {
    seccompProfile: localProfile,
    appArmorProfile: localProfile,
    allowPrivilegeEscalation: rights,
    capabilities: rights,
    privileged: rights,
    // The API server refuses it without a user namespace, which the container runtime of the node may lack.
    procMount: unmodelled('Default'),
    readOnlyRootFilesystem: rights,
    runAsGroup: rights,
    runAsNonRoot: rights,
    runAsUser: rights,
    seLinuxOptions: rights,
    windowsOptions: unmodelled(),
  },
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  resizePolicy: harmless('it only counts where somebody resizes a running pod'),
  resources,
  ports: {
    containerPort: modelled,
    hostPort: modelled,
    name: harmless('a name for Services'),
    protocol: modelled,
    hostIP: modelled,
  },
  restartPolicy: modelled,
  // They can end a container for good, or start its whole pod again.
  restartPolicyRules: unmodelled(),
};

/** A container that runs as long as its pod. */
export const container: Fields = {
  ...initContainer,
  // Any other can leave it ended for good, and its pod unready.
  restartPolicy: unmodelled('Always'),
};
