<?php

/** What plugins and themes say of themselves, read as WordPress reads it, without running any of it. */

declare(strict_types=1);

/** Header comments stand in the first 8 KiB of a file. */
const HEADER_BYTES = 8192;

/** See get_file_data() and _cleanup_header_comment() of WordPress; '' where the file has no such header. */
function header_of(string $file, string $name): string
{
    $text = str_replace("\r", "\n", (string) file_get_contents($file, false, null, 0, HEADER_BYTES));
    $pattern = '/^(?:[ \t]*<\?php)?[ \t\/*#@]*' . preg_quote($name, '/') . ':(.*)$/mi';
    return preg_match($pattern, $text, $found) === 1 ? trim((string) preg_replace('/\s*(?:\*\/|\?>).*/', '', $found[1])) : '';
}

/** One line that fits: the reader refuses longer ones, and with them the whole inventory. */
function short(string $text, int $most): string
{
    return substr((string) preg_replace('/[\x00-\x1f\x7f]+/', ' ', $text), 0, $most);
}

/**
 * The file that WordPress takes for the plugin: the one that is active, or of the folder's own name, or the first.
 *
 * @param list<string> $files paths from the folder of plugins; only the folder's own count
 * @param list<string> $active likewise
 */
function plugin_file(string $plugins, string $slug, array $files, array $active): ?string
{
    $own = array_filter($files, static fn (string $file): bool => preg_match('~^[^/]+/[^/]+\.php$|^[^/]+\.php$~D', $file) === 1);
    $named = array_values(array_filter($own, static fn (string $file): bool => header_of("$plugins/$file", 'Plugin Name') !== ''));
    sort($named);
    $wanted = [...array_intersect($named, $active), ...array_intersect($named, ["$slug/$slug.php"]), ...$named];
    return $wanted[0] ?? null;
}
