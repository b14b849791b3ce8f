import { devPage } from './http/dev-page';
import { start } from './main';

process.env.NEXT_TELEMETRY_DISABLED = '1';

void start(devPage);
