/**
 * ISO 4217: the currencies an amount can be in and how many decimals each has, by number of decimals. The one table: the
 * services and the sites compute with it and the database's `currency_exponent` is made from it. Not from ICU, whose figures are of cash
 * (a Hungarian pays whole forints; the forint has two decimals all the same). Currencies that were withdrawn in the last
 * years stay, for amounts that stand in them already; codes without a minor unit (gold, SDR, testing) are none.
 */
const CODES_BY_DECIMALS: Readonly<Record<number, string>> = {
  0: `
  BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF`,
  2: `
  AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD
  BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD
  EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS
  INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT
  MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
  PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP
  SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG
  YER ZAR ZMW ZWG ZWL`,
  3: `
  BHD IQD JOD KWD LYD OMR TND`,
  4: `
  CLF UYW`,
};

const decimalsByCode = new Map<string, number>(
  Object.entries(CODES_BY_DECIMALS).flatMap(([decimals, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code): [string, number] => [code, Number(decimals)]),
  ),
);

/** Every currency there can be an amount in. */
export const CURRENCIES: readonly string[] = [...decimalsByCode.keys()].sort();

/** Whether there can be an amount in it. */
export function isCurrency(code: unknown): code is string {
  return typeof code === 'string' && decimalsByCode.has(code);
}

/**
 * How many decimals an amount in this currency has: 2 for EUR, 0 for JPY, 3 for KWD.
 * @throws RangeError for an unknown currency.
 */
export function currencyDecimals(code: string): number {
  const decimals = decimalsByCode.get(code);
  if (decimals === undefined) throw new RangeError('Unknown currency');
  return decimals;
}

/** The body of an SQL function of `currency`: its decimals; null for what is no currency. */
export function currencyDecimalsSql(): string {
  const cases = Object.entries(CODES_BY_DECIMALS).map(([decimals, codes]) => {
    const list = codes
      .trim()
      .split(/\s+/)
      .map((code) => "'" + code + "'")
      .join(',');
    return `when currency in (${list}) then ${decimals}`;
  });
  return `case ${cases.join(' ')} end`;
}
