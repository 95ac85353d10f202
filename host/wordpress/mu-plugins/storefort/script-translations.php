<?php

declare(strict_types=1);

namespace Storefort;

/**
 * WordPress looks for the translations of each script in up to three places, and WooCommerce has hundreds of scripts. Within
 * open_basedir a look at a file that is not there costs a walk along its path: so each folder is listed, once a request.
 */
final class ScriptTranslations
{
    /** @var array<string, array<string, int>> by folder: names of its files, as keys */
    private array $folders = [];

    public function register(): void
    {
        add_filter('load_script_translation_file', [$this, 'ifThere'], PHP_INT_MAX);
    }

    /** The file, or false when nothing of its name is there. */
    public function ifThere(mixed $file): mixed
    {
        if (!is_string($file) || $file === '') {
            return $file;
        }
        $folder = dirname($file);
        $this->folders[$folder] ??= array_flip(is_dir($folder) ? (scandir($folder) ?: []) : []);
        return isset($this->folders[$folder][basename($file)]) ? $file : false;
    }
}
