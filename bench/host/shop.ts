import type { Preview } from '../../cli/host/preview';
import { title } from './sides';

/** A front page like a shop's that writes: ten posts, the most it shows. */
export async function fillShop(preview: Preview): Promise<void> {
  await preview.php(`
    foreach (range(1, 10) as $n) {
        wp_insert_post([
            'post_status' => 'publish',
            'post_title' => '${title} ' . $n,
            'post_content' => str_repeat('<!-- wp:paragraph --><p>Felt, wool or straw, for every head.</p><!-- /wp:paragraph -->', 8),
        ]);
    }`);
}
