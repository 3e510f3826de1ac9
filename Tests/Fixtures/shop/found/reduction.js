exports.reduced = (price, code) => {
  if (code === 'SUMMER') {
    return price * 0.9;
  }
  if (code === 'WINTER') {
    return price * 0.8;
  }
  return price;
};
