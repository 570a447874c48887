export { readTerms, type WrittenTerms, writtenTerms } from '../promises/written-terms.ts';
