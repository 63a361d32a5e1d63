import { k8s } from 'cdk8s-plus-27';
import { PATHS } from './names';
import type { Plan } from './plan';
import { scriptsName } from './scripts';

interface Mounted {
  readonly volume: k8s.Volume;
  readonly path: string;
}

/**
 * All that is written lies on the claim or on one of these: the container's own file system is read-only. The certificates are mounted whole,
 * without a subPath, so that a renewed one reaches the running node; Elasticsearch looks every five seconds.
 */
function mounted({ secrets, props: { secureSettings } }: Plan): Mounted[] {
  const empty = { config: PATHS.config, logs: PATHS.logs, private: PATHS.private, tmp: '/tmp' };
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
  ];
}

function secretVolume(name: string, secretName: string, keys: readonly string[], path: string): Mounted {
  return { volume: { name, secret: { secretName, items: keys.map((key) => ({ key, path: key })) } }, path };
}

/** The pod's volumes beside its claim. */
export function volumes(plan: Plan): k8s.Volume[] {
  return [...mounted(plan).map(({ volume }) => volume), { name: 'scripts', configMap: { name: scriptsName(plan) } }];
}

/** Where the container has them. */
export function volumeMounts(plan: Plan): k8s.VolumeMount[] {
  const mounts = mounted(plan).map(({ volume, path }) => ({ name: volume.name, mountPath: path, readOnly: volume.secret && true }));
  return [{ name: 'data', mountPath: PATHS.data }, ...mounts];
}

/** The claim that each pod gets and keeps. Nothing of it can change later but its size, and that only in the claims themselves. */
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
