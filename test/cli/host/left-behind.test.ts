import { belongingTo } from '../../../cli/host/left-behind';

const root = '/srv/try/.preview';
const running = (...lines: string[]) =>
  lines.map((commandLine, index) => ({ pid: index + 1, commandLine, files: () => [`${root}/var/log/x.log`] }));

test.each([
  `nginx: master process nginx -e ${root}/var/log/nginx/error.log -c ${root}/etc/nginx/nginx.conf -g daemon off;`,
  `php-fpm: master process (${root}/etc/storefort/php/php-fpm.conf)`,
  `mariadbd --no-defaults --user=mysql --datadir=${root}/preview/database/data`,
  `bash ${root}/opt/storefort/host/platform/supervise.sh ${root}/run nginx nginx`,
  `/usr/bin/php8.2 -c ${root}/etc/storefort/php/php-cli.ini ${root}/opt/storefort/host/wordpress/cron.php`,
])('finds %s', (commandLine) => {
  expect(belongingTo(root, running(commandLine))).toEqual([1]);
});

test.each([
  `vim ${root}/etc/nginx/nginx.conf`,
  `tail -f ${root}/var/log/nginx/access.log`,
  `node bin/storefort.ts host --root ${root}`,
  `bash -c less ${root}/etc/nginx/nginx.conf`,
  'nginx: master process nginx -c /etc/nginx/nginx.conf',
  'nginx: master process nginx -c /srv/try/.preview-2/etc/nginx/nginx.conf',
  'mariadbd --datadir=/var/lib/mysql',
])('leaves alone %s', (commandLine) => {
  expect(belongingTo(root, running(commandLine))).toEqual([]);
});

test.each(['php-fpm: pool shop', 'nginx: worker process', 'nginx: cache manager process'])(
  'finds a worker whose master was killed by its log: %s',
  (commandLine) => {
    const worker = (file: string) => [{ pid: 7, commandLine, files: () => ['/dev/null', file] }];
    expect(belongingTo(root, worker(`${root}/var/log/storefort/php-fpm.log`))).toEqual([7]);
    expect(belongingTo(root, worker('/srv/try/.preview-2/var/log/storefort/php-fpm.log'))).toEqual([]);
  },
);
