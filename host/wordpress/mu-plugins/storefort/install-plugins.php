<?php

declare(strict_types=1);

namespace Storefort;

/** What the release ships is active: plugins in the order they need each other, and a theme that is there. */
final class InstallPlugins
{
    /** @return list<string> problems */
    public function run(): array
    {
        require_once ABSPATH . 'wp-admin/includes/plugin.php';
        $this->chooseTheme();
        return $this->activate(array_keys(get_plugins()));
    }

    private function chooseTheme(): void
    {
        if (get_option('storefort_theme_chosen') && wp_get_theme()->exists()) {
            return;
        }
        $themes = array_keys(wp_get_themes());
        $own = array_values(array_filter($themes, static fn (string $name): bool => !str_starts_with($name, 'twenty')));
        $theme = count($own) === 1 ? $own[0] : (wp_get_theme()->exists() ? get_stylesheet() : ($themes[0] ?? null));
        if ($theme !== null && $theme !== get_stylesheet()) {
            switch_theme($theme);
        }
        update_option('storefort_theme_chosen', 1);
    }

    /**
     * @param list<string> $plugins
     * @return list<string> problems
     */
    private function activate(array $plugins): array
    {
        $waiting = array_filter($plugins, static fn (string $file): bool => !is_plugin_active($file));
        do {
            $before = count($waiting);
            $problems = [];
            foreach ($waiting as $index => $file) {
                $outcome = activate_plugin($file);
                // A plugin that printed something is active all the same.
                if (!is_wp_error($outcome) || $outcome->get_error_code() === 'unexpected_output') {
                    unset($waiting[$index]);
                } else {
                    $problems[] = "the plugin $file cannot be activated: " . wp_strip_all_tags($outcome->get_error_message());
                }
            }
        } while ($waiting !== [] && count($waiting) < $before);
        return $problems;
    }
}
