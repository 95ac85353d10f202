import type { Fault } from './fault';

const card = '5105 1051 0510 5100';

/** A card number in each kind of place. */
export const cardFaults: readonly Fault[] = [
  {
    name: 'a card number in digits, in the meta of a post',
    done: [
      `INSERT INTO {p}postmeta (post_id, meta_key, meta_value) VALUES (101, 'memo', 'ring back, 5425233430109903')`,
    ],
    fails: ['shop-cards'],
    says: '542523******9903',
  },
  {
    name: 'a card number in groups with spaces, in a note to an order',
    done: [`UPDATE {p}comments SET comment_content = 'by phone: ${card} 12/29' WHERE comment_ID = 7`],
    fails: ['shop-cards'],
    says: '1 in wp_comments: wp_comments.comment_content row 7 510510******5100 (test number)',
  },
  {
    name: 'a card number in groups with dashes, in a text of a post',
    done: [`UPDATE {p}posts SET post_excerpt = 'Karte 5425-2334-3010-9903.' WHERE ID = 101`],
    fails: ['shop-cards'],
    says: 'wp_posts.post_excerpt row 101 542523******9903',
  },
  {
    name: 'a card number in serialized PHP, in a session',
    done: [
      `UPDATE {p}woocommerce_sessions SET session_value = 'a:1:{s:4:"card";s:16:"5425233430109903";}' WHERE session_id = 2`,
    ],
    fails: ['shop-cards'],
    says: 'wp_woocommerce_sessions.session_value row 2',
  },
  {
    name: 'a card number in JSON, in an option',
    done: [
      `INSERT INTO {p}options (option_name, option_value, autoload) VALUES ('gateway_debug', '{"number":"5425233430109903","cvc":"123"}', 'off')`,
    ],
    fails: ['shop-cards'],
    says: 'wp_options.option_value row',
  },
  {
    name: 'a card number among bytes that are no text',
    done: [`UPDATE {p}shipping_labels SET image = CONCAT(X'00FF89', '5425233430109903', X'00C3') WHERE id = 3`],
    fails: ['shop-cards'],
    says: 'wp_shipping_labels.image row 3',
  },
  {
    name: 'a card number as a number',
    done: [`UPDATE {p}shipping_labels SET grams = 5425233430109903 WHERE id = 2`],
    fails: ['shop-cards'],
    says: 'wp_shipping_labels.grams row 2',
  },
  {
    name: 'a card number where another column would say that it is none',
    done: [
      `INSERT INTO {p}usermeta (user_id, meta_key, meta_value) VALUES (101, 'billing_card_number', '5425233430109903')`,
    ],
    fails: ['shop-cards'],
    says: 'wp_usermeta.meta_value row',
  },
  {
    name: 'a card number at the end of a long text',
    done: [`UPDATE {p}posts SET post_content = CONCAT(REPEAT('log ', 500000), '5425233430109903') WHERE ID = 102`],
    fails: ['shop-cards'],
    says: 'wp_posts.post_content row 102',
  },
  {
    name: 'card numbers in more places than are listed',
    done: [`UPDATE {p}comments SET comment_content = '5425233430109903' WHERE comment_ID <= 50`],
    fails: ['shop-cards'],
    says: '; and 30 more',
  },
];
