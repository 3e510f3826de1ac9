import { plainPrompt } from './fallback.mjs';
import { UpstreamError } from './upstream.mjs';

/**
 * Improves a prompt: what does it want, which techniques help, and the prompt with them applied.
 * Without classifier or selector there is no answer; without the generator there is a plainer one.
 */
export async function enhance(prompt, services, record) {
  const { intent, confidence } = await services.intent_classifier.call('/v1/classify', { prompt }, record);
  const selection = { intent, confidence, prompt };
  const { techniques } = await services.technique_selector.call('/v1/select', selection, record);
  const request = { prompt, intent, techniques };
  try {
    const generated = await services.prompt_generator.call('/v1/generate', request, record);
    return { prompt: generated.prompt, intent, confidence, techniques, degraded: false };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { prompt: plainPrompt(prompt), intent, confidence, techniques: [], degraded: true, reason: error.code };
  }
}
