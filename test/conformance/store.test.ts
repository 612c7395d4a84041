import { sqliteFile, sqliteMemory } from './store/sqlite.ts';
import { storeConformance } from './store.ts';

for (const kind of [sqliteFile, sqliteMemory]) storeConformance(kind);
