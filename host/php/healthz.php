<?php
// Whether this host is sound: run by the health pool for the load balancer. 503 only for what another host in its place would
// mend. A database that is away, or no release, is said and answered with 200: else every host would be replaced in turn.

declare(strict_types=1);

namespace Storefort;

/** Looks at the host below one folder ("" on a machine of its own). */
final class Health
{
    /** Below this much free space PHP cannot take an upload, and logs are about to stop. */
    private const FREE_BYTES = 64 * 1024 * 1024;
    private const DATABASE_SECONDS = 1;

    public function __construct(private readonly string $root)
    {
    }

    /** @return array<string, string> */
    public function report(): array
    {
        return [
            'php' => 'ok',
            'disk' => $this->disk(),
            'uploads' => $this->uploads(),
            'database' => $this->database(),
            'release' => $this->release(),
        ];
    }

    /** @param array<string, string> $report */
    public static function isSound(array $report): bool
    {
        return $report['disk'] === 'ok' && $report['uploads'] === 'ok';
    }

    /** Free space can be there and the file system read-only, after an error of the disk. */
    private function disk(): string
    {
        $folder = "$this->root/var/lib/storefort/php/tmp";
        foreach ([$folder, "$this->root/var/log"] as $place) {
            $free = @disk_free_space($place);
            if ($free === false || $free < self::FREE_BYTES) {
                return 'full';
            }
        }
        $file = @tempnam($folder, 'health');
        if ($file === false || dirname($file) !== $folder) {
            return 'unwritable';
        }
        $written = @file_put_contents($file, str_repeat('.', 4096));
        @unlink($file);
        return $written === 4096 ? 'ok' : 'unwritable';
    }

    /** The folder lies in the file system that is mounted over shared/: without the mount it is not there. */
    private function uploads(): string
    {
        $folder = "$this->root/srv/storefort/shared/uploads";
        clearstatcache();
        if (!is_dir($folder)) {
            return 'gone';
        }
        return is_writable($folder) ? 'ok' : 'unwritable';
    }

    private function database(): string
    {
        $settings = json_decode((string) @file_get_contents("$this->root/run/storefort/database.json"), true);
        if (!is_array($settings)) {
            return 'unknown';
        }
        mysqli_report(MYSQLI_REPORT_OFF);
        $database = mysqli_init();
        $database->options(MYSQLI_OPT_CONNECT_TIMEOUT, self::DATABASE_SECONDS);
        $database->options(MYSQLI_OPT_READ_TIMEOUT, self::DATABASE_SECONDS);
        $connected = @$database->real_connect(
            $settings['host'] ?? '',
            $settings['username'] ?? '',
            $settings['password'] ?? '',
            $settings['dbname'] ?? '',
            (int) ($settings['port'] ?? 3306),
            null,
            MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT,
        );
        return $connected && @$database->query('SELECT 1') !== false ? 'ok' : 'down';
    }

    private function release(): string
    {
        $target = @readlink("$this->root/srv/storefort/current");
        return $target === false ? 'none' : basename($target);
    }
}

// This file is <root>/opt/storefort/host/php/healthz.php.
$report = (new Health(dirname(__DIR__, 4) === '/' ? '' : dirname(__DIR__, 4)))->report();
http_response_code(Health::isSound($report) ? 200 : 503);
header('Content-Type: application/json');
header('Cache-Control: no-store');
echo json_encode($report), "\n";
