import { journey } from './journey.ts';

journey('ar');
