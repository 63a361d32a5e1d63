import type { Construct } from 'constructs';
import { requireObjectName } from '../parts/object-name';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

/** The secure settings and the Secret with their values. */
export interface SecureSettings {
  /** The name of a Secret in the application's namespace. */
  readonly secret: string;

  /** The keys of the Secret, each the name of a setting: `s3.client.default.access_key`. */
  readonly settings: readonly string[];

  /**
   * Change it together with a value in the Secret: manifests don't contain the values, so only this makes a new pod template, which rolls out. A Secret
   * of another name does as well.
   *
   * @default none: a changed value reaches a node when it starts next
   */
  readonly revision?: string;
}

/** Refuses secure settings that no Secret or keystore can have. */
export function requireSecureSettings(construct: Construct, secureSettings: SecureSettings): void {
  const { secret, settings: names, revision }: Partial<SecureSettings> = secureSettings ?? {};
  requireObjectName(construct, 'secureSettings.secret', secret, 'Secret');
  if (revision !== undefined && (typeof revision !== 'string' || revision.trim() === '')) {
    const message = `must be a text, got ${shown(revision)}`;
    refuse(construct, { setting: 'secureSettings.revision', message, fix: "write the date of the change, such as '2026-11-22'" });
  }
  if (!Array.isArray(names) || names.length === 0) {
    const message = `must be a list of the Secret's keys, got ${shown(names)}`;
    refuse(construct, { setting: 'secureSettings.settings', message, fix: 'write at least one, or omit secureSettings' });
    return;
  }
  for (const [index, name] of names.entries()) {
    if (typeof name === 'string' && /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/.test(name)) continue;
    refuse(construct, {
      setting: `secureSettings.settings[${index}]`,
      message: `must be the name of a setting, got ${shown(name)}`,
      fix: "write words of letters, digits, '_' and '-' between dots, such as s3.client.default.access_key",
    });
  }
}
