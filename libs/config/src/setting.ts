import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';

export type SettingValue = string | number | boolean | string[];

export interface SettingOptions {
  /** Name of the environment variable. */
  env: string;
  /** One sentence for operators; goes to .env.example and the README tables. */
  doc: string;
  /** Used when the variable is unset or empty. Without one the setting is required, unless `@IsOptional()`. */
  default?: SettingValue | (() => SettingValue);
  /** What the documentation shows instead of a computed default, e.g. `random`. */
  defaultText?: string;
  /** Left out of every printout; in production none that stands in the repository is accepted. */
  secret?: boolean;
}

export type SettingKind = 'string' | 'number' | 'boolean' | 'list';

export interface SettingDefinition extends SettingOptions {
  property: string;
  kind: SettingKind;
}

const SETTINGS = Symbol('tandem:settings');

function kindOf(type: unknown): SettingKind {
  if (type === Number) return 'number';
  if (type === Boolean) return 'boolean';
  if (type === Array) return 'list';
  return 'string';
}

/**
 * Binds a property of a configuration class to an environment variable. The property's declared
 * type decides the conversion: number, boolean (`true|false|1|0`), `string[]` (by comma), string.
 */
export function Setting(options: SettingOptions): PropertyDecorator {
  return (target, key) => {
    const property = String(key);
    const kind = kindOf(Reflect.getMetadata('design:type', target, key));
    const inherited = settingsOf(target.constructor as new () => object);
    const others = inherited.filter((setting) => setting.property !== property);
    Reflect.defineMetadata(
      SETTINGS,
      [...others, { ...options, property, kind }],
      target.constructor,
    );
  };
}

/** The settings of a configuration class, those of its base classes first. */
export function settingsOf(cls: new () => object): SettingDefinition[] {
  return (Reflect.getMetadata(SETTINGS, cls) as SettingDefinition[] | undefined) ?? [];
}

/** Whether the setting may be left out, by class-validator's `@IsOptional()`. */
export function isOptional(cls: new () => object, property: string): boolean {
  return getMetadataStorage()
    .getTargetValidationMetadatas(cls, '', true, false)
    .some((rule) => rule.propertyName === property && rule.type === 'conditionalValidation');
}
