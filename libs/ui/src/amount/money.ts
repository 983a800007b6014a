export { fromMinor, minus, times, toMinor } from '@tandem/kernel';
