import type { Learning } from '@pingan/content/learning';
import { text } from './sample-text.ts';

/** Two parallel forms of messages to tell apart. */
export const sampleLearning: Learning = {
  forms: [
    {
      id: 'parcel',
      medium: 'sms',
      style: 'shop',
      urgency: 'soon',
      genuine: {
        id: 'parcel-shelf',
        sender: text('驿站', 'Parcel shop'),
        text: text(
          '您的包裹到了，放在村口驿站，三天内凭取件码来取。',
          'Your parcel is at the village parcel shop. Please fetch it with your code within three days.',
          ['包裹到了，凭码来取。', 'Your parcel is here. Bring your code.'],
        ),
        why: text(
          '只叫你去取东西，不要钱，也不给链接。',
          'It only asks you to fetch it: no money, no link.',
          ['不要钱，没链接。', 'No money, no link.'],
        ),
      },
      scam: {
        id: 'parcel-refund',
        sender: text('快递客服', 'Delivery service'),
        text: text(
          '您的包裹丢了，请点链接登记银行卡，今天内给您赔偿。',
          'Your parcel was lost. Open the link and enter your bank card to be paid back today.',
          ['包裹丢了，点链接赔钱。', 'Parcel lost. Open the link for money.'],
        ),
        why: text(
          '赔钱不用你先交卡号。先要钥匙的，就是骗。',
          'Nobody needs your card number to pay you back. Who asks for the keys first is a scam.',
          ['先要卡号的，是骗。', 'Asking for your card first is a scam.'],
        ),
        turningPoint: 'keys-handed-over',
      },
    },
    {
      id: 'power',
      medium: 'sms',
      style: 'official',
      urgency: 'soon',
      genuine: {
        id: 'power-cut',
        sender: text('供电所', 'Power company'),
        text: text(
          '明天上午检修线路，停电三小时，请提前存好水。',
          'The line is repaired tomorrow morning. No power for three hours; please store water.',
          ['明早停电三小时。', 'No power for three hours tomorrow.'],
        ),
        why: text('只是告诉你，什么也不用交。', 'It only tells you. There is nothing to hand over.', [
          '什么也不用交。',
          'Nothing to pay.',
        ]),
      },
      scam: {
        id: 'power-debt',
        sender: text('电费中心', 'Electricity centre'),
        text: text(
          '您欠电费，两小时内断电，请马上转到下面的账户。',
          'You owe for power. It is cut in two hours. Transfer to the account below at once.',
          ['欠费，马上转钱。', 'You owe. Transfer now.'],
        ),
        why: text(
          '催你马上转钱到私人账户，就是关口。',
          'Hurrying you to send money to a private account: that is the hinge.',
          ['催你转钱，是骗。', 'Hurry and money: a scam.'],
        ),
        turningPoint: 'money-first',
      },
    },
  ],
};
