// Goes on to the list of tools when the tool in the frame, or in the tab it opened, says that it
// is registered. The page works without: a link leads there.
'use strict';

const frame = document.querySelector('iframe[data-tool]');

addEventListener('message', ({ data, origin }) => {
  if (origin !== frame.dataset.tool) return;
  if (data?.subject !== 'org.imsglobal.lti.close') return;
  location.assign('/admin?done=registered');
});
