<?php

declare(strict_types=1);

namespace Storefort;

/** Whatever ran must be of the release or of the host. Nothing can stop an include, but none goes unseen. */
final class IncludedFiles
{
    private const LOGGED = 5;

    public function __construct(private readonly Site $site)
    {
    }

    public function register(): void
    {
        // After everything else that WordPress and plugins run at the end, and even when they end the request.
        register_shutdown_function(fn () => register_shutdown_function([$this, 'report']));
    }

    public function report(): void
    {
        // Found once: within open_basedir each look at a path is a walk along it, and a page takes hundreds of files.
        $release = self::release();
        $bundle = $this->bundle();
        $configuration = dirname($release) . '/wp-config.php';
        $strangers = [];
        foreach (get_included_files() as $file) {
            if (!str_starts_with($file, $release) && !str_starts_with($file, $bundle) && $file !== $configuration) {
                $strangers[] = $file;
            }
        }
        foreach (array_slice($strangers, 0, self::LOGGED) as $file) {
            error_log('storefort included-file ' . preg_replace('/[^\x20-\x7e]/', '?', $file));
        }
    }

    public function isOfRelease(string $file): bool
    {
        $real = $file === '' ? false : realpath($file);
        return $real !== false && str_starts_with($real, self::release());
    }

    private function bundle(): string
    {
        return realpath($this->site->bundle()) . '/';
    }

    private static function release(): string
    {
        return realpath(ABSPATH) . '/';
    }
}
