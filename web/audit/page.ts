import { watchFilters } from './filter.ts';
import { openWhatIsPrinted } from './print.ts';
import { openTemplateLines } from './template.ts';

watchFilters();
openTemplateLines();
openWhatIsPrinted();
