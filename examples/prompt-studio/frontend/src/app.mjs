/** What happens on the page: each form asks the gateway, and shows what it answered. */
export function start(document, api) {
  const find = (id) => document.getElementById(id);
  let promptId = null;

  function show(account) {
    find('account').textContent = `${account.email}, ${account.plan} plan`;
    find('register').hidden = true;
    find('onboarding').hidden = account.occupation !== null;
    find('studio').hidden = account.occupation === null;
  }

  /** Carries an action out, and tells what went wrong where it does. */
  async function attempt(action) {
    find('message').textContent = '';
    try {
      find('message').textContent = (await action()) ?? '';
    } catch (error) {
      find('message').textContent = error.message;
    }
  }

  function onSubmit(id, action) {
    find(id).addEventListener('submit', (event) => {
      event.preventDefault();
      return attempt(() => action(event.target.elements));
    });
  }

  onSubmit('register-form', async ({ email, password }) => {
    await api.register(email.value, password.value);
    show(await api.account());
  });

  onSubmit('onboarding-form', async ({ occupation }) => show(await api.onboard(occupation.value)));

  onSubmit('enhance-form', async ({ prompt }) => {
    const answer = await api.enhance(prompt.value);
    promptId = answer.id;
    find('enhanced').textContent = answer.prompt;
    find('feedback-form').hidden = false;
    return answer.degraded ? 'This is a plainer prompt than usual: part of the studio is down.' : '';
  });

  onSubmit('feedback-form', async ({ rating }) => {
    await api.sendFeedback(promptId, Number(rating.value));
    return 'Thank you for your feedback.';
  });

  onSubmit('subscription-form', async ({ plan, card }) => {
    const account = await api.subscribe(plan.value, card.value);
    show(account);
    return account.payment === 'pending' ? 'The payment provider does not answer: your payment is pending.' : '';
  });

  find('cancel').addEventListener('click', () => attempt(async () => show(await api.unsubscribe())));

  find('main').hidden = false;
}
