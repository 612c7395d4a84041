import { postgres } from './store/postgres.ts';
import { storeConformance } from './store.ts';

storeConformance(postgres);
