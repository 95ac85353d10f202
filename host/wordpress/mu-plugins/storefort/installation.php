<?php

declare(strict_types=1);

namespace Storefort;

/** The steps from an empty schema, or that of an older release, to a shop that this release can run. */
final class Installation
{
    private const STEPS = ['tables', 'plugins', 'shop'];

    /** Runs all steps, each as a process with this one's settings. Returns the exit code. */
    public static function run(string $script, ReleaseFolder $release): int
    {
        $settings = php_ini_loaded_file();
        $options = [
            ...($settings === false ? [] : ['-c', $settings]),
            '-d', 'openssl.cafile=' . ini_get('openssl.cafile'),
        ];
        foreach (self::STEPS as $step) {
            $process = proc_open([PHP_BINARY, ...$options, $script, $release->path, $step], [STDIN, STDOUT, STDERR], $pipes);
            $code = $process === false ? 1 : proc_close($process);
            if ($code !== 0) {
                fwrite(STDERR, "the step \"$step\" of installing failed\n");
                return $code;
            }
        }
        return 0;
    }

    public static function step(string $name): int
    {
        $problems = match ($name) {
            'tables' => (new InstallTables(Context::get()->site))->run(),
            'plugins' => (new InstallPlugins())->run(),
            'shop' => (new InstallShop())->run(),
        };
        foreach ($problems as $problem) {
            fwrite(STDERR, "$problem\n");
        }
        return $problems === [] ? 0 : 1;
    }
}
