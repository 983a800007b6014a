import { describe, expect, it } from '@jest/globals';
import { partsOf } from './runbooks-text';

describe('a runbook in the panel', () => {
  it('has its heading and its parts, as plain text', () => {
    const page = `# Dead letters wait

Alert: \`DeadLettersWait\`.

## Meaning

It was **given up**.

## Diagnosis

1. \`df -h\` there.
2. See [the other](other.md).
`;
    expect(partsOf(page)).toEqual({
      title: 'Dead letters wait',
      parts: [
        { heading: 'Meaning', text: 'It was given up.' },
        { heading: 'Diagnosis', text: '1. df -h there.\n2. See the other.' },
      ],
    });
  });
});
