import { createHash } from 'node:crypto';
import { laptopSecrets, publicHalf, SERVICES } from './services.js';

/**
 * SHA-256 of every secret that stands in this repository for a development stack. What was published once stays known:
 * an entry is never taken out, not even when its default changes.
 */
const KNOWN: ReadonlySet<string> = new Set([
  '0d10cdc523095376d7a2f1a5428c11cc002ec0b56234838dcca5b05edc1e6b00',
  '1643515fefcf837b7811bc9b05a242d52eee17a27bef0c3f2bba9ae8170c18f2',
  '25beb47a32fd63553a5ebbc9be73715327e43fe8a9b12256fa373083eaf644c0',
  '26d57e329006626659e3349932600517ba8d471bb223e3021e2d5a40f81f3cf6',
  '2f1f6fc20ff1a7c0a1d447f8d161f19df5b6f14f6d0d3dc40c221392a42b6a12',
  '3b5a5d7032c6b940e8270bced476ed458b928e07d008ac11ba9f4232a6b34b86',
  '3c59f4ce52946e7ab2007c3d714db0e7bece44b6697355c0772ece710b38b8cf',
  '4adcad682368e7a1837843f6d2dbb9139aa71f4ec30e1636ab38d307b1b5fbaf',
  '4fac91492620f149e0d34cd2ea66a5edef3e0093e3768302d76b2f92b6eb5502',
  '59a271b985fdbe658ff8c4d14c7acf901635aaabd78951f3224cb8a4b6e57292',
  '5aa6441b05b217bac6b4e8a55725a71466929ab88a5b960ae98c96247c09c0ff',
  '65f085773a95f92061c3f2fa67cfc283bfd56a9b4a722eec84ad5beea0d9681d',
  '6ee226e0b78fc6e1f94ff752e77b541e0beb8605689af8e071b122bdcabc9a6a',
  '706ef9b5a7056af7230c4daef812d8e64ba7371d628e34343f1fc099f1b60388',
  '754ff3710aea6312b69b2bb59eff4f33921eb653aaf347b0e2a275c975eb322e',
  '8c1eb6de2da4659e834fdf098464103d0eb2793cfc5c5d260952c3693513b1bd',
  '92d7b5e6eb9efc1bba519767aafd220d47a7d5c30ca959fec30b662b53233737',
  '9c41eac0c32718082755ebe3e123a573e26f4b3709bf143b92e68d6fb87ba508',
  'a4e4cf4b97ebc0d0ea9f8a0bb2670b0eb8f25e508c7152915fa694e3c78e8918',
  'b03a269b39a883d551169bf280c4c51f0055ace923fd1e4a10bbd3a0d760faca',
  'bee9be8248cee0944423d7feaf97dd27c551d7fa43b902a1adb9df1014bfbb74',
  'c005228b21981862cd4c2d564465888393269fb53a534af57518975a6b27f44f',
  'c35ca107444764c488c10608eb883387df3fd8f09948630af7227bb6d165f36b',
  'cf4c4732fd3b8f8a55b60871950a2f22c893ea7afd75d2146826534e3f67cc49',
  'cfa1f0a4a131568868804e7e38b797af69be92eb33a0c96469044cf872f554d7',
  'd6b55dc51e758bbe51e44b04e40438236af48579131414f6a6da01099e6937b4',
  'dc4c6889099591c6fb51f7d9fcb6f11edac76dfc6793faf2b3e126cbdee732dc',
  'e1f262b1dfd407a8fd457386625361d5bfe12bf5456673b7371706fbdd0bebf2',
  'e6c26448ddaa7dde862ababf141b7c0bdbf77712bdb60b56f832a89e1f7f093c',
  'eb96633ae8ed94577ef74c7b4d0b8ee3ffe575a6b45eafd6334d6821c1ed056f',
  'ece9c8b260cdbfd6ba31c8e4944b5d7efb28ac06ec1dc8161aab7e4ccce70990',
  'f50037d1986c45a8ddac5ea22198756a41d61886aba5dd29be8ef63635bc0148',
  'f5f6ff93c085f8fe07f991711e905fe76bfff312af06e91b0d61f9acf9a1295a',
  'ff836378b39ab6ad543c6bb5b60eb21b6ad4a484cd932db78d659d4203f79e50',
]);

/** Those of the services there are now, and what others know a private key by. */
const OF_SERVICES = new Set(
  SERVICES.flatMap((service) => Object.entries(laptopSecrets(service))).flatMap(([name, value]) =>
    name.endsWith('_SERVICE_KEY') ? [value, publicHalf(value)] : [value],
  ),
);

/** The value itself and, of an address, the password in it, as written and as meant. */
function* secretsIn(value: string): Generator<string> {
  yield value;
  const password = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*?:([^/?#]*)@/i.exec(value)?.[1];
  if (password === undefined) return;
  yield password;
  try {
    yield decodeURIComponent(password);
  } catch {
    // A stray percent sign: only what is written can be compared.
  }
}

/** Whether everybody can read this secret, or the password in this address, in the repository. */
export function isKnownSecret(value: string): boolean {
  for (const secret of secretsIn(value.trim())) {
    if (OF_SERVICES.has(secret)) return true;
    if (KNOWN.has(createHash('sha256').update(secret).digest('hex'))) return true;
  }
  return false;
}

/** What is wrong with a secret that stands in the repository; never says the secret. */
export const KNOWN_SECRET_PROBLEM =
  'stands in the public repository and is refused in production; `node deploy/secrets.mjs` makes others';

/**
 * For jobs that have no configuration class: refuses to go on in production with secrets of the repository.
 * @throws Error naming each setting, never a value.
 */
export function refuseKnownSecrets(
  env: Record<string, string | undefined>,
  names: readonly string[],
): void {
  if (env['NODE_ENV'] !== 'production') return;
  const known = names.filter((name) => isKnownSecret(env[name] ?? ''));
  if (known.length > 0) {
    throw new Error(known.map((name) => `${name} ${KNOWN_SECRET_PROBLEM}`).join('\n'));
  }
}
