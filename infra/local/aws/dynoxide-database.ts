import { inflateSync } from 'node:zlib';

/**
 * An empty database as dynoxide 1.2.1 makes it (schema version 9), plus three indexes on its stream records. Without
 * them every write to a table with a stream reads all earlier records: 530 transactions a second become 40 after five
 * thousand. Made by starting the emulator once on a new file and running, with any SQLite:
 *
 *     CREATE INDEX _stream_records_last ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
 *     CREATE INDEX _stream_records_shard ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));
 *     CREATE INDEX _stream_records_ends ON _stream_records (table_name, shard_id, sequence_number);
 *     VACUUM;
 */
export function emptyDatabase(): Buffer {
  return inflateSync(Buffer.from(DEFLATED.join(''), 'base64'));
}

const DEFLATED = [
  'eNrt2k1v2zYYwHE5TuOXrXO7Howhh+nWGOmGFUMx9DCgWqoNwVwntZWiPgmyxTjcZCmRZG85Gjv0uI+zz7DvMmzXHUdZclLLb8mt',
  'C/4/+EWiSOoRSTGmnc7rpoyFfhqEQyfWv9YeaFtb2gtd1zStqJ5V7VpJPbff2y9omxW1L/uF+7V/tUppT6t9W/vzo2e1TypG+Z9y',
  't/SHSgIA4IM2+bhSqj/bL0xM6bviVzuKQ+EM7VD0g9CNbOGrl/m06kHbNCxTP2y9NN/qywroR618ur4XOz1P2L4zFE/06MwJXVu6',
  'aktcjITfVwdGw54IG5PPy6X6NyocuTSctOB8YmVtPNMStwjowOhYe7modKOjarfMH8x2ozF5VEobrLM0Qs+J4lxaeW2ASYGN8W2M',
  '6nhnp76/X+hOC0UXnvrsY8/y53ZLWTiW8V3T1HMH96bnU3uN3y7ulZIq332WBpJv17ndnbk6Fy6lqudIdxa6ftw+fGW0u/qPZlc3',
  'Tqyjw5aq65XZsp4slLpuEd0y31p660g9T5rNxZxiLPz4Rjl/FpeR/VMU+Jsy+uIXWw6dQVrj4vHAc9cez/fehtPNRuSmfH3V0rFw',
  'bfUhd9aiqzOPIhGqOlXbyPhyWvNclsa7N8VSfXe38Hsxbep0NGVv2/N9nCYu6dt8L73XwUub3476Z2LobLpQJ45D2RupseqKU+nL',
  'WAZ+tKnQIJIL2RdzeTfKlQ1q4SfXdz1+X5rfGydNS/9qZYmxVEMnvjwX6yv2nJ7wVmSJY8++aoA1eW4R3K0GzmwKcOJRrs2vTvHY',
  'OLAO35iPFwv3pOdJf2APAzcbEldljo2ufWy27bb5+sTsWEsKn4fBWEaqW1So8VkYjAZn56N4VRM4g5W9F6n4z0Vfnsq+k3TzyiqS',
  'K+2rWXlVTa7wRFKBrUKLRX+6eYt2V7ldNdz9G11OEks2ByweHquTB+p+nv4Zyo/f+Rv7i+2durFb0KZ5synfGcVBWnZ2nz/NNu5N',
  'KoXpPDCRWXME/qkcZG9b8/NAmrhkHlC39g0mgLHjjXKTdC70rbWhZ6E9zTaStX05+VxzP1nI1/7S1AMAAAAAANwBnxaKjVr6LaI9',
  'FmHybdHz6nT9/7emHgAAAAAA4E54WGxU5r8ASH7/1x7QMgAAAAAA3GVV1v8AAAAAANx5/P4PAAAAAADrfwAAAAAA8P/H//8DAAAA',
  'AMD6HwAAAAAAsP4HAAAAAAAfvv8AoSabOg==',
];
