// What a teacher does on every page of the campus.

/** Signs the teacher in. */
export async function signedIn(context, { lms }) {
  const page = await context.newPage();
  await page.goto(lms);
  await page.getByRole('button', { name: 'Tove Lind' }).click();
  await page.waitForURL(`${lms}/course`);
  return page;
}

export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
export const told = (page, text) => page.getByRole('status').getByText(text, { exact: true }).waitFor();
