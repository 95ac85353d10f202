<?php

/**
 * The shop's part of an inventory: inventory-shop.php WORK WORDPRESS-FOLDER. WORK holds release.md5 and must-use.md5 as inventory.sh
 * makes them, and chosen.json, what the database says is active. Prints JSON; see lambdas/shared/inventory.ts.
 */

declare(strict_types=1);

require __DIR__ . '/inventory-headers.php';

/** What WordPress loads from wp-content itself, asked by nobody. */
const DROP_INS = [
    'advanced-cache', 'blog-deleted', 'blog-inactive', 'blog-suspended', 'db', 'db-error', 'fatal-error-handler', 'install',
    'maintenance', 'object-cache', 'php-error', 'sunrise',
];
/** What else a folder is called can be no component's: its files are counted to core, where they are strangers. */
const SLUG = '[A-Za-z0-9][A-Za-z0-9._-]{0,199}';
const MOST_OF_PATH = 1000;

/** @return array<string, string> MD5s by path */
function sums(string $file): array
{
    $sums = [];
    foreach (array_filter(explode("\0", (string) file_get_contents($file))) as $record) {
        if (preg_match('~^([0-9a-f]{32})  (?:\./)?(.+)$~sD', $record, $found) !== 1) {
            throw new RuntimeException('md5sum said what cannot be read');
        }
        if (strlen($found[2]) > MOST_OF_PATH || preg_match('//u', $found[2]) !== 1) {
            throw new RuntimeException('a file has a name that is too long, or no UTF-8: ' . short($found[2], 200));
        }
        // zod, which reads it, leaves that key out of a record and says nothing.
        if (basename($found[2]) === '__proto__') {
            throw new RuntimeException("a file has a name that readers drop: " . short($found[2], 200));
        }
        $sums[$found[2]] = $found[1];
    }
    ksort($sums, SORT_STRING);
    return $sums;
}

/**
 * Takes the components of one folder out of `$sums`: its folders, and of plugins the files that say they are one. A file beside a folder
 * of its name is none: as the same component it would hide the folder's own file of that name.
 *
 * @param array<string, string> $sums
 * @return array<string, array<string, string>> by slug; paths from the folder
 */
function take(array &$sums, string $folder, callable $isComponent): array
{
    $folders = [];
    foreach (array_keys($sums) as $path) {
        if (preg_match("~^$folder/(" . SLUG . ')/~', (string) $path, $found) === 1) {
            $folders[$found[1]] = true;
        }
    }
    $taken = [];
    foreach ($sums as $path => $sum) {
        if (preg_match("~^$folder/((" . SLUG . ')/.+|(' . SLUG . ')\.php)$~sD', (string) $path, $found) !== 1) {
            continue;
        }
        $slug = $found[3] ?? $found[2];
        if ($found[2] !== '' || (!isset($folders[$slug]) && $isComponent($found[1]))) {
            $taken[$slug][$found[1]] = $sum;
            unset($sums[$path]);
        }
    }
    return $taken;
}

/** @param array<string, string> $files paths from the component's own folder, or one file's name */
function component(string $slug, string $name, string $version, array $files, bool ...$more): array
{
    return ['slug' => $slug, 'name' => short($name, 300) ?: $slug, 'version' => short($version, 100), 'files' => (object) $files, ...$more];
}

/** @param array<string, string> $files */
function below(string $slug, array $files): array
{
    $relative = [];
    foreach ($files as $path => $sum) {
        $relative[(string) preg_replace('~^' . preg_quote($slug, '~') . '/~', '', (string) $path)] = $sum;
    }
    return $relative;
}

/** @param list<string> $active */
function plugins(array &$sums, string $wordpress, array $active): array
{
    $folder = "$wordpress/wp-content/plugins";
    $isPlugin = static fn (string $file): bool => header_of("$folder/$file", 'Plugin Name') !== '';
    $plugins = [];
    foreach (take($sums, 'wp-content/plugins', $isPlugin) as $slug => $files) {
        $slug = (string) $slug;
        $main = plugin_file($folder, $slug, array_map('strval', array_keys($files)), $active);
        [$name, $version] = $main === null ? ['', ''] : [header_of("$folder/$main", 'Plugin Name'), header_of("$folder/$main", 'Version')];
        $plugins[] = component($slug, $name, $version, below($slug, $files), active: array_intersect(array_keys($files), $active) !== []);
    }
    return $plugins;
}

/** @param list<string> $active */
function themes(array &$sums, string $wordpress, array $active): array
{
    $themes = [];
    foreach (take($sums, 'wp-content/themes', static fn (): bool => false) as $slug => $files) {
        $slug = (string) $slug;
        $style = "$wordpress/wp-content/themes/$slug/style.css";
        [$name, $version] = isset($files["$slug/style.css"]) ? [header_of($style, 'Theme Name'), header_of($style, 'Version')] : ['', ''];
        $themes[] = component($slug, $name, $version, below($slug, $files), active: in_array($slug, $active, true));
    }
    return $themes;
}

/** The host's own, by the name of the file that WordPress loads; and drop-ins, which nobody can switch off either. */
function must_use(array &$sums, array $own, string $wordpress): array
{
    $found = [];
    foreach ($own as $path => $sum) {
        $found[(string) preg_replace('~\.php$|/.*$~sD', '', (string) $path)][$path] = $sum;
    }
    $components = [];
    foreach ($found as $slug => $files) {
        $file = dirname(__DIR__) . "/wordpress/mu-plugins/$slug.php";
        [$name, $version] = isset($files["$slug.php"]) ? [header_of($file, 'Plugin Name'), header_of($file, 'Version')] : ['', ''];
        $components[] = component((string) $slug, $name, $version, $files);
    }
    foreach (DROP_INS as $slug) {
        $path = "wp-content/$slug.php";
        if (isset($sums[$path])) {
            $version = header_of("$wordpress/$path", 'Version');
            $components[] = component($slug, "drop-in $slug.php", $version, ["$slug.php" => $sums[$path]]);
            unset($sums[$path]);
        }
    }
    return $components;
}

/** Read, not run: version.php is code like any other. */
function core(string $wordpress, array $sums): array
{
    $text = (string) file_get_contents("$wordpress/wp-includes/version.php", false, null, 0, HEADER_BYTES);
    $value = static fn (string $name): ?string =>
        preg_match('/^\s*\$' . $name . "\s*=\s*['\"]([\w.+-]{1,100})['\"]\s*;/m", $text, $found) === 1 ? $found[1] : null;
    $version = $value('wp_version') ?? throw new RuntimeException('wp-includes/version.php names no version of WordPress');
    return ['version' => $version, 'locale' => $value('wp_local_package') ?? 'en_US', 'files' => (object) $sums];
}

/** As get_available_languages() has it. @return list<string> */
function languages(string $wordpress): array
{
    $files = glob("$wordpress/wp-content/languages/{*.mo,*.l10n.php}", GLOB_BRACE) ?: [];
    $names = array_map(static fn (string $file): string => (string) preg_replace('/\.(mo|l10n\.php)$/D', '', basename($file)), $files);
    return array_values(array_unique(preg_grep('/^(?!ms-|admin-|continents-cities)[A-Za-z0-9_-]{2,40}$/D', $names) ?: []));
}

/** @return array{plugins: list<string>, themes: list<string>} */
function chosen(string $file): array
{
    $chosen = json_decode((string) file_get_contents($file), true);
    if (!is_array($chosen['plugins'] ?? null) || !is_array($chosen['themes'] ?? null)) {
        throw new RuntimeException('WordPress does not say what is active');
    }
    return $chosen;
}

try {
    [, $work, $wordpress] = $argv;
    $chosen = chosen("$work/chosen.json");
    $sums = sums("$work/release.md5");
    // Each takes its own out of the release's files; core has the rest.
    $parts = [
        'plugins' => plugins($sums, $wordpress, $chosen['plugins']),
        'mustUsePlugins' => must_use($sums, sums("$work/must-use.md5"), $wordpress),
        'themes' => themes($sums, $wordpress, $chosen['themes']),
        'languages' => languages($wordpress),
    ];
    $shop = ['release' => basename(dirname($wordpress)), 'core' => core($wordpress, $sums), ...$parts];
    echo json_encode($shop, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES), "\n";
} catch (Throwable $problem) {
    fwrite(STDERR, $problem->getMessage() . "\n");
    exit(1);
}
