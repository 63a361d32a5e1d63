import { k8s } from 'cdk8s-plus-27';
import { extensionVolumes } from './extension-objects';
import { filesVolumes } from './files';
import { PATHS } from './names';
import type { Plan } from './plan';
import { scriptsName } from './scripts';
import { snapshotsOf } from './state';

interface Mounted {
  readonly volume: k8s.Volume;
  readonly path: string;
}

/**
 * Everything is written to the claim or to one of these volumes: the root file system is read-only. Certificates are mounted without a subPath, so that
 * a renewed one reaches the running node. Elasticsearch checks every five seconds.
 */
function mounted(plan: Plan): Mounted[] {
  const {
    secrets,
    props: { secureSettings },
    set,
  } = plan;
  const empty = {
    ...(set.hasVolumes ? {} : { data: PATHS.data }),
    config: PATHS.config,
    logs: PATHS.logs,
    private: PATHS.private,
    tmp: '/tmp',
  };
  return [
    ...Object.entries(empty).map(([name, path]) => ({ volume: { name, emptyDir: {} }, path })),
    ...(secrets
      ? [
          secretVolume('transport-certificates', secrets.transport, ['ca.crt', 'tls.crt', 'tls.key'], PATHS.transportCertificates),
          secretVolume('http-certificates', secrets.http, ['ca.crt', 'tls.crt', 'tls.key'], PATHS.httpCertificates),
          secretVolume('password', secrets.password.secret, [secrets.password.key], PATHS.password),
        ]
      : []),
    ...(secureSettings ? [secretVolume('secure-settings', secureSettings.secret, secureSettings.settings, PATHS.secureSettings)] : []),
    ...filesVolumes(plan),
    ...sharedRepository(plan),
    ...extensionVolumes(plan),
  ];
}

/** The file system that all nodes share for snapshots. */
function sharedRepository(plan: Plan): Mounted[] {
  const repository = snapshotsOf(plan)?.repository;
  if (repository?.type !== 'fs') return [];
  return [{ volume: { name: 'snapshots', persistentVolumeClaim: { claimName: repository.claim } }, path: PATHS.snapshots }];
}

function secretVolume(name: string, secretName: string, keys: readonly string[], path: string): Mounted {
  return { volume: { name, secret: { secretName, items: keys.map((key) => ({ key, path: key })) } }, path };
}

/** The pod's volumes, except its claim. */
export function volumes(plan: Plan): k8s.Volume[] {
  return [...mounted(plan).map(({ volume }) => volume), { name: 'scripts', configMap: { name: scriptsName(plan) } }];
}

/** The mounts of the container. */
export function volumeMounts(plan: Plan): k8s.VolumeMount[] {
  const mounts = mounted(plan).map(({ volume, path }) => ({
    name: volume.name,
    mountPath: path,
    readOnly: (volume.secret ?? volume.configMap) && true,
  }));
  return [...(plan.set.hasVolumes ? [{ name: 'data', mountPath: PATHS.data }] : []), ...mounts];
}

/** The claim template. It is immutable: only the size of existing claims can change, and only in the claims themselves. */
export function claimTemplate({ props }: Plan): k8s.KubePersistentVolumeClaimProps {
  return {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      storageClassName: props.storageClassName,
      resources: { requests: { storage: k8s.Quantity.fromString(props.storage.asString()) } },
    },
  };
}
